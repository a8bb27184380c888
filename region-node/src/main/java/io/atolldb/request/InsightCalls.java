package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.InsightsMode;
import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.OwnSettings.Insights;
import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.ChangeOwnSettings;
import io.atolldb.operation.TableFaults;
import io.atolldb.table.IndexKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateContributorInsights, DescribeContributorInsights and ListContributorInsights, from what
/// was sent to what is answered. What was counted is shown on the admin port.
public record InsightCalls(TablePorts ports) {

  private static final int PAGE_MAX = 100;

  /// P and S: by partition key, or by the whole key; C and T: consumed units, or throttled
  /// requests.
  private static final List<String> ACCESSED_AND_THROTTLED = List.of("PKC", "SKC", "PKT", "SKT");

  private static final List<String> THROTTLED = List.of("PKT", "SKT");

  enum Action {
    ENABLE,
    DISABLE
  }

  private static final Choice<Action> ACTION =
      new Choice<>(List.of(Action.values()), Action.ENABLE, "[ENABLE, DISABLE]");

  private static final Choice<InsightsMode> MODE =
      new Choice<>(
          List.of(InsightsMode.values()),
          InsightsMode.ACCESSED_AND_THROTTLED_KEYS,
          "[ACCESSED_AND_THROTTLED_KEYS, THROTTLED_KEYS]");

  /// UpdateContributorInsights and DescribeContributorInsights, as sent.
  public record Request(
      @Nullable String tableName,
      @Nullable String indexName,
      @Nullable String action,
      @Nullable String mode) {}

  /// ListContributorInsights, as sent.
  public record Listing(
      @Nullable String tableName, @Nullable String nextToken, @Nullable Integer maxResults) {}

  public enum Status {
    ENABLING,
    ENABLED,
    DISABLING,
    DISABLED
  }

  /// What is counted of a table, or of one of its global indexes.
  ///
  /// @param indexName null for the table itself
  /// @param mode null where nothing is counted
  /// @param rules what is counted, each with a name
  /// @param sinceMillis null where nobody ever asked for any
  public record Description(
      String tableName,
      @Nullable String indexName,
      Status status,
      @Nullable InsightsMode mode,
      List<String> rules,
      @Nullable Long sinceMillis) {
    public Description {
      rules = List.copyOf(rules);
    }
  }

  public record Page(List<Description> descriptions, @Nullable String nextToken) {
    public Page {
      descriptions = List.copyOf(descriptions);
    }
  }

  /// The answer says ENABLING or DISABLING, as clients expect; it is done by then.
  public Description update(Request request) throws Refusal {
    String sentName = Constraints.tableName(request.tableName());
    IndexConstraints.optionalName("IndexName", request.indexName());
    Action action = ACTION.of(Constraints.present("ContributorInsightsAction", request.action()));
    InsightsMode mode = MODE.of(request.mode());
    String name = TableNames.here(ports.region(), sentName);
    var wanted = new Insights(action == Action.ENABLE ? mode : null, ports.clock().millis());
    var operation =
        new ChangeOwnSettings(
            name,
            TableFaults.notFound(name),
            (table, own) -> {
              String resource = resource(index(table, request));
              Insights now = own.insights(resource);
              boolean same = now != null && now.mode() == wanted.mode();
              return same ? table.descriptor().settings() : own.withInsights(resource, wanted);
            });
    Table table = TableNames.alter(ports.region(), operation).after().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    Status status = action == Action.ENABLE ? Status.ENABLING : Status.DISABLING;
    return description(table, index(table, request), status);
  }

  public Description describe(Request request) throws Refusal {
    String sentName = Constraints.tableName(request.tableName());
    IndexConstraints.optionalName("IndexName", request.indexName());
    String name = TableNames.here(ports.region(), sentName);
    Table table = ports.region().tables().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    return description(table, index(table, request), null);
  }

  /// Those of one table, or of all that ever had any.
  public Page list(Listing request) throws Refusal {
    Constraints.range("MaxResults", request.maxResults(), 0, PAGE_MAX);
    String only =
        request.tableName() == null ? null : TableNames.here(ports.region(), request.tableName());
    if (only != null && ports.region().tables().named(only) == null) {
      throw new Refusal(TableFaults.notFound(only));
    }
    Integer asked = request.maxResults();
    int limit = asked == null || asked == 0 ? PAGE_MAX : asked;
    String after = request.nextToken();
    var page = new ArrayList<Description>();
    for (Table table : ports.region().tables().byName().values()) {
      if (only != null && !table.name().equals(only)) continue;
      for (Description each : descriptions(table)) {
        if (after != null && place(each).compareTo(after) <= 0) continue;
        if (page.size() == limit) return new Page(page, place(page.getLast()));
        page.add(each);
      }
    }
    return new Page(page, null);
  }

  /// Tables in the order of their names, each with its indexes behind it: no name has a sign that
  /// is below those in it.
  private static String place(Description it) {
    String index = it.indexName();
    return index == null ? it.tableName() : it.tableName() + " " + index;
  }

  /// Of a table and its global indexes, as far as anybody ever asked for them.
  private static List<Description> descriptions(Table table) {
    var own = OwnSettings.of(table);
    var all = new ArrayList<Description>();
    if (own.insights(OwnSettings.TABLE) != null) all.add(description(table, null, null));
    for (Index index : table.indexes().of(Index.Kind.GLOBAL)) {
      if (own.insights(OwnSettings.of(index)) != null) all.add(description(table, index, null));
    }
    return all;
  }

  /// The global index that is meant; null for the table itself.
  private static @Nullable Index index(Table table, Request request) throws Refusal {
    String name = request.indexName();
    if (name == null) return null;
    Index index = table.indexes().named(name);
    if (index != null && !index.isLocal()) return index;
    throw new Refusal(TableFaults.indexNotFound(name));
  }

  private static String resource(@Nullable Index index) {
    return index == null ? OwnSettings.TABLE : OwnSettings.of(index);
  }

  /// @param passing what is told in place of what is; null for nothing
  private static Description description(
      Table table, @Nullable Index index, @Nullable Status passing) {
    Insights insights = OwnSettings.of(table).insights(resource(index));
    InsightsMode mode = insights == null ? null : insights.mode();
    Status status = mode == null ? Status.DISABLED : Status.ENABLED;
    return new Description(
        table.name(),
        index == null ? null : index.name(),
        passing == null ? status : passing,
        mode,
        mode == null ? List.of() : rules(table, index, mode),
        insights == null ? null : insights.sinceMillis());
  }

  private static List<String> rules(Table table, @Nullable Index index, InsightsMode mode) {
    IndexKeys keys = index == null ? IndexKeys.of(table.keys()) : index.keys();
    String counted = index == null ? table.name() : table.name() + "-" + index.name();
    var rules = new ArrayList<String>();
    for (String kind : mode == InsightsMode.THROTTLED_KEYS ? THROTTLED : ACCESSED_AND_THROTTLED) {
      if (kind.startsWith("SK") && keys.sort().isEmpty()) continue;
      rules.add(
          "DynamoDBContributorInsights-%s-%s-%d"
              .formatted(kind, counted, table.descriptor().createdMillis()));
    }
    return rules;
  }
}
