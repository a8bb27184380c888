package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.RegionalSettings;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.merge.MergePolicy;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a region keeps for its own replica of a table and never shares: tags, resource policies,
/// contributor insights. Each change gives the table's settings as a whole, in which everything
/// else is as it was.
public final class OwnSettings {

  /// The name under which a table keeps what is about itself, beside its streams and indexes.
  public static final String TABLE = "table";

  /// The name under which it keeps what is about one of its indexes. One that is made again under
  /// the same name begins anew.
  public static String of(Index index) {
    return index.id().toString();
  }

  private static final String POLICIES = "ResourcePolicies";
  private static final String INSIGHTS = "ContributorInsights";
  private static final String TEXT = "Text";
  private static final String REVISION = "RevisionId";
  private static final String MODE = "Mode";
  private static final String SINCE = "SinceMillis";

  /// A policy as it was put, which nobody enforces.
  public record Policy(String text, String revision) {}

  /// Whose accesses are counted, since when. `mode` is null where they are not counted any more.
  public record Insights(@Nullable InsightsMode mode, long sinceMillis) {}

  private final Item settings;
  private final RegionId self;
  private final SortedMap<String, AttributeValue> own;

  private OwnSettings(Item settings, RegionId self) {
    this.settings = settings;
    this.self = self;
    this.own = RegionalSettings.of(settings, self);
  }

  public static OwnSettings of(Table table) {
    return new OwnSettings(table.descriptor().settings(), table.self());
  }

  /// Those of a table in the making.
  public static OwnSettings of(Item settings, RegionId self) {
    return new OwnSettings(settings, self);
  }

  /// The tag that shows the table's merge policy, which all regions share, is among them.
  public SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    entries(TableSettings.TAGS)
        .forEach((key, value) -> {
          if (value instanceof StringValue(String text)) tags.put(key, text);
        });
    MergePolicy policy = MergeSetting.chosen(settings);
    if (policy != null) tags.put(MergeSetting.TAG, policy.text());
    return Collections.unmodifiableSortedMap(tags);
  }

  /// A tag that names a merge policy chooses it, and its absence takes the choice back.
  public Item withTags(SortedMap<String, String> tags) {
    var entries = new TreeMap<String, AttributeValue>();
    tags.forEach((key, value) -> entries.put(key, new StringValue(value)));
    entries.remove(MergeSetting.TAG);
    Item changed = with(TableSettings.TAGS, entries);
    String policy = tags.get(MergeSetting.TAG);
    if (Objects.equals(policy, tags().get(MergeSetting.TAG))) return changed;
    return MergeSetting.with(changed, policy == null ? null : MergeSetting.named(policy));
  }

  /// Of the table or of one of its streams; null if there is none.
  public @Nullable Policy policy(String resource) {
    if (!(entries(POLICIES).get(resource) instanceof MapValue(var policy))) return null;
    return policy.get(TEXT) instanceof StringValue(String text)
            && policy.get(REVISION) instanceof StringValue(String revision)
        ? new Policy(text, revision)
        : null;
  }

  /// Null takes the policy away.
  public Item withPolicy(String resource, @Nullable Policy policy) {
    var entries = new TreeMap<String, AttributeValue>(entries(POLICIES));
    if (policy == null) {
      entries.remove(resource);
    } else {
      var written = new TreeMap<String, AttributeValue>();
      written.put(TEXT, new StringValue(policy.text()));
      written.put(REVISION, new StringValue(policy.revision()));
      entries.put(resource, new MapValue(written));
    }
    return with(POLICIES, entries);
  }

  /// Of the table or of one of its indexes; null if nobody ever asked for any.
  public @Nullable Insights insights(String resource) {
    return entries(INSIGHTS).get(resource) instanceof MapValue(var entry) ? insights(entry) : null;
  }

  private static Insights insights(Map<String, AttributeValue> entry) {
    InsightsMode mode = null;
    if (entry.get(MODE) instanceof StringValue(String name)) mode = InsightsMode.valueOf(name);
    long since =
        entry.get(SINCE) instanceof NumberValue(DynamoNumber number)
            ? number.toBigDecimal().longValue()
            : 0;
    return new Insights(mode, since);
  }

  public Item withInsights(String resource, Insights insights) {
    var entry = new TreeMap<String, AttributeValue>();
    InsightsMode mode = insights.mode();
    if (mode != null) entry.put(MODE, new StringValue(mode.name()));
    entry.put(SINCE, new NumberValue(DynamoNumber.of(insights.sinceMillis())));
    var entries = new TreeMap<String, AttributeValue>(entries(INSIGHTS));
    entries.put(resource, new MapValue(entry));
    return with(INSIGHTS, entries);
  }

  private Map<String, AttributeValue> entries(String name) {
    return own.get(name) instanceof MapValue(var entries) ? entries : Map.of();
  }

  private Item with(String name, SortedMap<String, AttributeValue> entries) {
    var changed = new TreeMap<String, AttributeValue>(own);
    if (entries.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, new MapValue(entries));
    }
    return RegionalSettings.with(settings, own, self, changed);
  }
}
