package io.atolldb.request;

import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.OwnSettings.Policy;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.ChangeOwnSettings;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy, from what was sent to what is
/// answered. Policies are kept and shown; nobody enforces them.
public record PolicyCalls(TablePorts ports) {

  /// UTF-8 bytes of a policy, blanks included.
  static final int POLICY_BYTES_MAX = 20 * 1024;

  private static final int REVISION_LENGTH_MAX = 255;

  /// What a client expects who expects that there is none.
  private static final String NO_POLICY = "NO_POLICY";

  /// Any of the three calls, as sent.
  ///
  /// @param wellFormed whether the policy is a JSON object
  public record Request(
      @Nullable String resourceArn,
      @Nullable String policy,
      boolean wellFormed,
      @Nullable String expectedRevision) {}

  /// The revision that was put.
  public String put(Request request) throws Refusal {
    var arn = ResourceArn.parse(request.resourceArn());
    String text = Constraints.present("Policy", request.policy());
    checkExpected(request);
    check(text, request.wellFormed());
    Policy after = change(arn, request, before -> successor(before, text)).after();
    if (after == null) throw new Refusal(arn.notFound());
    return after.revision();
  }

  public Policy get(Request request) throws Refusal {
    var arn = ResourceArn.parse(request.resourceArn());
    Policy policy = policyIn(ports.region().tables(), arn.in(ports.region()));
    if (policy == null) throw new Refusal(ApiFault.PolicyNotFound.NONE);
    return policy;
  }

  /// The revision that is gone; empty where there was none.
  public String delete(Request request) throws Refusal {
    var arn = ResourceArn.parse(request.resourceArn());
    checkExpected(request);
    Policy before = change(arn, request, _ -> null).before();
    return before == null ? "" : before.revision();
  }

  private static void checkExpected(Request request) throws Refusal {
    String expected = request.expectedRevision();
    if (expected == null) return;
    Constraints.length("ExpectedRevisionId", expected.length(), 1, REVISION_LENGTH_MAX);
  }

  /// The policy that comes with a new table; null where none does.
  static @Nullable Policy first(@Nullable SentPolicy sent, long nowMillis) throws Refusal {
    String text = sent == null ? null : sent.text();
    if (sent == null || text == null) return null;
    check(text, sent.wellFormed());
    return new Policy(text, Long.toString(nowMillis));
  }

  private static void check(String text, boolean wellFormed) throws Refusal {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > POLICY_BYTES_MAX) {
      throw Refusal.invalid(
          "Resource policy exceeds the maximum size of " + POLICY_BYTES_MAX + " bytes");
    }
    if (!wellFormed) throw Refusal.invalid("Invalid policy document: it is not a JSON object");
  }

  /// The same policy keeps its revision; revisions of a resource only go up.
  private Policy successor(@Nullable Policy before, String text) {
    if (before == null) return new Policy(text, Long.toString(ports.clock().millis()));
    if (before.text().equals(text)) return before;
    long last = Long.parseLong(before.revision());
    return new Policy(text, Long.toString(Math.max(last + 1, ports.clock().millis())));
  }

  @FunctionalInterface
  private interface Change {
    @Nullable Policy of(@Nullable Policy before);
  }

  private record Outcome(@Nullable Policy before, @Nullable Policy after) {}

  private Outcome change(ResourceArn arn, Request request, Change change) throws Refusal {
    var operation =
        new ChangeOwnSettings(
            arn.in(ports.region()).table(),
            arn.notFound(),
            (table, own) -> {
              requirePart(arn, table);
              Policy before = own.policy(arn.part());
              requireExpected(request.expectedRevision(), before);
              return own.withPolicy(arn.part(), change.of(before));
            });
    var done = TableNames.alter(ports.region(), operation);
    return new Outcome(policyIn(done.before(), arn), policyIn(done.after(), arn));
  }

  private static void requirePart(ResourceArn arn, Table table) throws Refusal {
    if (arn.isTable() || arn.sent().equals(streamArn(table))) return;
    throw new Refusal(arn.notFound());
  }

  private static @Nullable String streamArn(Table table) {
    String label = TableSettings.of(table).streamLabel();
    return label == null ? null : TableArns.stream(table.self(), table.name(), label);
  }

  private static void requireExpected(@Nullable String expected, @Nullable Policy now)
      throws Refusal {
    if (expected == null) return;
    String revision = now == null ? NO_POLICY : now.revision();
    if (!expected.equals(revision)) throw new Refusal(ApiFault.PolicyNotFound.OTHER_REVISION);
  }

  private static @Nullable Policy policyIn(Tables tables, ResourceArn arn) throws Refusal {
    Table table = tables.named(arn.table());
    if (table == null) throw new Refusal(arn.notFound());
    return OwnSettings.of(table).policy(arn.part());
  }
}
