package io.atolldb.request;

import io.atolldb.fault.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the API's model says of the members that describe secondary indexes.
final class IndexConstraints {

  private static final int NAME_LENGTH_MIN = 3;
  private static final int NAME_LENGTH_MAX = 255;
  private static final int LOCAL_KEY_ELEMENTS_MAX = 2;
  private static final int GLOBAL_KEY_ELEMENTS_MAX = 8;
  private static final int NON_KEYS_MAX = 20;
  private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";

  private IndexConstraints() {}

  static void locals(@Nullable List<SentIndex> sent) throws Refusal {
    all("LocalSecondaryIndexes", sent, LOCAL_KEY_ELEMENTS_MAX);
  }

  static void globals(@Nullable List<SentIndex> sent) throws Refusal {
    all("GlobalSecondaryIndexes", sent, GLOBAL_KEY_ELEMENTS_MAX);
  }

  static void updates(@Nullable List<SentIndex.Update> sent) throws Refusal {
    if (sent == null) return;
    int number = 0;
    for (SentIndex.Update update : sent) {
      String member = "GlobalSecondaryIndexUpdates.%d.member.".formatted(++number);
      SentIndex index = update.index();
      switch (update.action()) {
        case "Create" -> definition(member + "Create.", index, GLOBAL_KEY_ELEMENTS_MAX);
        case "Update" -> {
          name(member + "Update.", index.name());
          TableSettingsCheck.requireUnits(
              member + "Update.ProvisionedThroughput", index.throughput());
        }
        case "Delete" -> name(member + "Delete.", index.name());
        default -> {}
      }
    }
  }

  /// Of a member that names an index of its own, or none.
  static void optionalName(String member, @Nullable String sent) throws Refusal {
    if (sent != null) checkName(member, sent);
  }

  private static void all(String list, @Nullable List<SentIndex> sent, int keysMax) throws Refusal {
    if (sent == null) return;
    int number = 0;
    for (SentIndex index : sent) {
      definition("%s.%d.member.".formatted(list, ++number), index, keysMax);
    }
  }

  private static void definition(String member, SentIndex index, int keysMax) throws Refusal {
    name(member, index.name());
    List<SentKeyElement> keys = Constraints.present(member + "KeySchema", index.keys());
    Constraints.length(member + "KeySchema", keys.size(), 1, keysMax);
    TableKeysCheck.elementConstraints(member + "KeySchema.", keys);
    SentIndex.Projected projection = Constraints.present(member + "Projection", index.projection());
    if (projection.type() != null) {
      var _ = TableChoices.PROJECTION_TYPE.of(projection.type());
    }
    List<String> nonKeys = projection.nonKeys();
    if (nonKeys != null) {
      String at = member + "Projection.NonKeyAttributes";
      Constraints.length(at, nonKeys.size(), 1, NON_KEYS_MAX);
      for (String nonKey : nonKeys) Constraints.length(at, nonKey.length(), 1, NAME_LENGTH_MAX);
    }
    TableSettingsCheck.requireUnits(member + "ProvisionedThroughput", index.throughput());
  }

  private static void name(String member, @Nullable String sent) throws Refusal {
    checkName(member + "IndexName", Constraints.present(member + "IndexName", sent));
  }

  private static void checkName(String member, String name) throws Refusal {
    Constraints.length(member, name.length(), NAME_LENGTH_MIN, NAME_LENGTH_MAX);
    if (!TableReference.isWord(name)) throw Constraints.mismatch(member, NAME_PATTERN);
  }
}
