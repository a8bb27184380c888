package io.atolldb.catalog;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import io.atolldb.merge.MergePolicy;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table's merge policy in the settings that all its regions share. Where one was chosen, it is
/// shown as a tag in every region, and chosen by that tag, too.
public final class MergeSetting {

  /// The key of the tag.
  public static final String TAG = "atoll:merge-policy";

  private static final String NAME = "MergePolicy";

  private MergeSetting() {}

  public static MergePolicy of(TableDescriptor table) {
    MergePolicy known = chosen(table.settings());
    return known == null ? MergePolicy.LAST_WRITER_WINS : known;
  }

  /// Null if none was chosen, or one that this build does not know.
  static @Nullable MergePolicy chosen(Item settings) {
    return settings.get(NAME) instanceof StringValue(var text) ? named(text) : null;
  }

  /// The names of all policies, to be shown to whoever has asked for another one.
  public static String names() {
    return Arrays.stream(MergePolicy.values())
        .map(MergePolicy::text)
        .collect(Collectors.joining(", "));
  }

  /// Null if no policy has that name.
  public static @Nullable MergePolicy named(String text) {
    for (MergePolicy policy : MergePolicy.values()) {
      if (policy.text().equals(text)) return policy;
    }
    return null;
  }

  /// Null takes the choice back.
  public static Item with(Item settings, @Nullable MergePolicy policy) {
    var changed = new TreeMap<String, AttributeValue>(settings.attributes());
    if (policy == null) changed.remove(NAME);
    else changed.put(NAME, new StringValue(policy.text()));
    return Item.owning(changed);
  }
}
