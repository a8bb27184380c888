package io.atolldb.request;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The operations of global tables of version 2017.11.29, as the service answers them today: none
/// can be made any more, so there are none. That DescribeGlobalTable does not find a global table
/// of the current version is the documented way to tell the versions apart.
public final class LegacyGlobalTables {

  private static final int NAME_LENGTH_MIN = 3;
  private static final int NAME_LENGTH_MAX = 255;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
  private static final int LIMIT_MIN = 1;

  private LegacyGlobalTables() {}

  /// What all of these requests have in common. `isListed`: whether the list that the operation
  /// requires (replicas to create or to change) was sent.
  public record Request(@Nullable String name, boolean isListed) {}

  /// ListGlobalTables, as sent.
  public record ListRequest(@Nullable String exclusiveStart, @Nullable Integer limit) {}

  /// The empty answer of ListGlobalTables.
  public record Listed() {}

  /// Why it is refused, like the answers below.
  public static Refusal create(Request request) throws Refusal {
    requireName(request);
    requireList("ReplicationGroup", request);
    return unsupported();
  }

  public static Refusal update(Request request) throws Refusal {
    requireName(request);
    requireList("ReplicaUpdates", request);
    return unsupported();
  }

  public static Refusal updateSettings(Request request) throws Refusal {
    requireName(request);
    return unsupported();
  }

  public static Refusal describe(Request request) throws Refusal {
    return new Refusal(new ApiFault.GlobalTableNotFound(requireName(request)));
  }

  public static Listed list(ListRequest request) throws Refusal {
    String start = request.exclusiveStart();
    if (start != null) requireName("ExclusiveStartGlobalTableName", start);
    if (request.limit() != null) Constraints.atLeast("Limit", request.limit(), LIMIT_MIN);
    return new Listed();
  }

  private static String requireName(Request request) throws Refusal {
    String name = Constraints.present("GlobalTableName", request.name());
    requireName("GlobalTableName", name);
    return name;
  }

  private static void requireName(String member, String name) throws Refusal {
    Constraints.length(member, name.length(), NAME_LENGTH_MIN, NAME_LENGTH_MAX);
    if (!NAME.matcher(name).matches()) throw Constraints.mismatch(member, NAME.pattern());
  }

  private static void requireList(String member, Request request) throws Refusal {
    var _ = Constraints.present(member, request.isListed() ? member : null);
  }

  private static Refusal unsupported() {
    return Refusal.invalid(
        "One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is"
            + " not supported. We recommend using DynamoDB global tables version 2019.11.21,"
            + " instead of version 2017.11.29 (Legacy).");
  }
}
