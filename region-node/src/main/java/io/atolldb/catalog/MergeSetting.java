package io.atolldb.catalog;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import io.atolldb.merge.MergePolicy;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A table's merge policy in the settings that all its regions share.
public final class MergeSetting {

  private static final String NAME = "MergePolicy";

  private MergeSetting() {}

  public static MergePolicy of(TableDescriptor table) {
    AttributeValue set = table.settings().get(NAME);
    MergePolicy known = set instanceof StringValue(var text) ? named(text) : null;
    return known == null ? MergePolicy.LAST_WRITER_WINS : known;
  }

  /// Null if no policy has that name.
  public static @Nullable MergePolicy named(String text) {
    for (MergePolicy policy : MergePolicy.values()) {
      if (policy.text().equals(text)) return policy;
    }
    return null;
  }

  public static Item with(Item settings, MergePolicy policy) {
    var changed = new TreeMap<String, AttributeValue>(settings.attributes());
    changed.put(NAME, new StringValue(policy.text()));
    return Item.owning(changed);
  }
}
