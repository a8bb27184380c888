package io.atolldb.request;

import io.atolldb.catalog.InsightsMode;
import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.OwnSettings.Insights;
import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.ChangeOwnSettings;
import io.atolldb.operation.TableFaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateContributorInsights, DescribeContributorInsights and ListContributorInsights, from what
/// was sent to what is answered. What was counted is shown on the admin port.
public record InsightCalls(TablePorts ports) {

  private static final int PAGE_MAX = 100;

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

  /// What is counted of a table.
  ///
  /// @param mode null where nothing is counted
  /// @param rules what is counted, each with a name
  /// @param sinceMillis null where nobody ever asked for any
  public record Description(
      String tableName,
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
    Action action = ACTION.of(Constraints.present("ContributorInsightsAction", request.action()));
    InsightsMode mode = MODE.of(request.mode());
    String name = TableNames.here(ports.region(), sentName);
    requireNoIndex(request);
    var wanted = new Insights(action == Action.ENABLE ? mode : null, ports.clock().millis());
    var operation =
        new ChangeOwnSettings(
            name,
            TableFaults.notFound(name),
            (table, own) -> {
              Insights now = own.insights(OwnSettings.TABLE);
              boolean same = now != null && now.mode() == wanted.mode();
              return same
                  ? table.descriptor().settings()
                  : own.withInsights(OwnSettings.TABLE, wanted);
            });
    Table table = TableNames.alter(ports.region(), operation).after().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    Description now = description(table);
    Status status = action == Action.ENABLE ? Status.ENABLING : Status.DISABLING;
    return new Description(now.tableName(), status, now.mode(), now.rules(), now.sinceMillis());
  }

  public Description describe(Request request) throws Refusal {
    String name = TableNames.here(ports.region(), request.tableName());
    Table table = ports.region().tables().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    requireNoIndex(request);
    return description(table);
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
      if (after != null && table.name().compareTo(after) <= 0) continue;
      if (OwnSettings.of(table).insights(OwnSettings.TABLE) == null) continue;
      if (page.size() == limit) return new Page(page, page.getLast().tableName());
      page.add(description(table));
    }
    return new Page(page, null);
  }

  private static void requireNoIndex(Request request) throws Refusal {
    if (request.indexName() == null) return;
    throw new Refusal(
        new ApiFault.ResourceNotFound(
            "Requested resource not found: Index: " + request.indexName() + " not found"));
  }

  private static Description description(Table table) {
    Insights insights = OwnSettings.of(table).insights(OwnSettings.TABLE);
    InsightsMode mode = insights == null ? null : insights.mode();
    return new Description(
        table.name(),
        mode == null ? Status.DISABLED : Status.ENABLED,
        mode,
        mode == null ? List.of() : rules(table, mode),
        insights == null ? null : insights.sinceMillis());
  }

  /// P and S: by partition key, or by the whole key; C and T: consumed units, or throttled
  /// requests.
  private static List<String> rules(Table table, InsightsMode mode) {
    var rules = new ArrayList<String>();
    boolean sorted = table.keys().sort() != null;
    if (mode == InsightsMode.ACCESSED_AND_THROTTLED_KEYS) {
      rules.add(rule("PKC", table));
      if (sorted) rules.add(rule("SKC", table));
    }
    rules.add(rule("PKT", table));
    if (sorted) rules.add(rule("SKT", table));
    return rules;
  }

  private static String rule(String kind, Table table) {
    return "DynamoDBContributorInsights-%s-%s-%d"
        .formatted(kind, table.name(), table.descriptor().createdMillis());
  }
}
