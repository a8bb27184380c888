package io.atolldb.request;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.Current;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Judgement;
import io.atolldb.operation.Place;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.ParsedStatement;
import io.atolldb.partiql.Statement;
import io.atolldb.region.Region;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// BatchExecuteStatement, from what was sent to what is answered. What is wrong with one statement
/// is told in its place; what is wrong with their company refuses the call.
public record BatchExecuteStatementCall(Region region) {

  static final int STATEMENTS_MAX = 25;

  private static final String STATEMENTS = "Statements";
  private static final String SEVERAL_ITEMS = "Only single item select is supported";

  /// A statement on its way: either it has failed, or it reads, or it writes.
  private sealed interface Step {
    record Failed(StatementOutcome.Failed outcome) implements Step {}

    record Read(StatementLookup lookup, boolean consistent) implements Step {}

    record Write(StatementWrite write) implements Step {}
  }

  public BatchExecuteStatementAnswer answer(BatchExecuteStatementRequest request) throws Refusal {
    List<SentStatement> sent = Constraints.present(STATEMENTS, request.statements());
    Constraints.length(STATEMENTS, sent.size(), 1, STATEMENTS_MAX);
    for (int at = 0; at < sent.size(); at++) {
      sent.get(at).checkShape(STATEMENTS + "." + (at + 1) + ".member.");
      // Accepted and without effect, as with the service.
      boolean _ = sent.get(at).showsItem();
    }
    CapacityDetail detail = Choice.RETURN_CONSUMED_CAPACITY.of(request.returnConsumedCapacity());
    for (SentStatement each : sent) each.requireValues();
    List<Step> steps = bound(sent);
    requireDistinct(steps);
    requireJudgedHere(steps);
    return answer(steps, detail);
  }

  private List<Step> bound(List<SentStatement> sent) throws Refusal {
    var steps = new ArrayList<Step>();
    boolean reads = false;
    boolean writes = false;
    for (SentStatement each : sent) {
      try {
        ParsedStatement parsed = each.parsed();
        if (parsed.statement() instanceof Statement.Select) reads = true;
        else writes = true;
        steps.add(step(each, parsed));
      } catch (Refusal refusal) {
        steps.add(new Step.Failed(StatementOutcome.failed(null, refusal.fault())));
      }
    }
    if (reads && writes) {
      throw Refusal.invalid("Read and write requests together in the same batch is not supported.");
    }
    return steps;
  }

  private Step step(SentStatement sent, ParsedStatement parsed) throws Refusal {
    return switch (sent.bound(parsed)) {
      case BoundStatement.Select select ->
          new Step.Read(StatementLookup.of(region, select, SEVERAL_ITEMS), sent.consistentRead());
      case BoundStatement.Insert insert -> new Step.Write(StatementWrite.insert(region, insert));
      case BoundStatement.Update update ->
          new Step.Write(StatementWrite.update(region, update, false));
      case BoundStatement.Delete delete ->
          new Step.Write(StatementWrite.delete(region, delete, false));
      case BoundStatement.Exists _ -> throw ExecuteStatementCall.misplacedExists();
    };
  }

  private static void requireDistinct(List<Step> steps) throws Refusal {
    Set<Place> places = new HashSet<>();
    for (Step step : steps) {
      @Nullable Place place =
          switch (step) {
            case Step.Failed _ -> null;
            case Step.Read(var lookup, _) -> lookup.place();
            case Step.Write(var write) -> write.operation().place();
          };
      if (place != null && !places.add(place)) {
        throw Keys.duplicates();
      }
    }
  }

  /// The writer asks once more. Where it says no then, the home is new, and the statement fails.
  private static void requireJudgedHere(List<Step> steps) throws Refusal {
    var elsewhere = new TreeMap<Integer, ApiFault.JudgedAtHome>();
    for (int at = 0; at < steps.size(); at++) {
      if (!(steps.get(at) instanceof Step.Write(var write))) continue;
      ApiFault refusal = Judgement.refusal(write.source().table(), write.operation());
      if (refusal instanceof ApiFault.JudgedAtHome home) elsewhere.put(at, home);
    }
    if (elsewhere.isEmpty()) return;
    throw new Refusal(new ApiFault.JudgedApart(steps.size(), elsewhere));
  }

  private BatchExecuteStatementAnswer answer(List<Step> steps, CapacityDetail detail) {
    var operations = new ArrayList<ItemOperation>();
    for (Step step : steps) {
      if (step instanceof Step.Write(var write)) operations.add(write.operation());
    }
    List<Written> written = operations.isEmpty() ? List.of() : region.writeAll(operations);
    var outcomes = new ArrayList<StatementOutcome>();
    var consumed = new TreeMap<String, ConsumedCapacity>();
    int next = 0;
    for (Step step : steps) {
      outcomes.add(
          switch (step) {
            case Step.Failed(var outcome) -> outcome;
            case Step.Read(var lookup, boolean consistent) ->
                read(lookup, consistent, detail, consumed);
            case Step.Write(var write) -> outcome(write, written.get(next++), detail, consumed);
          });
    }
    return new BatchExecuteStatementAnswer(outcomes, List.copyOf(consumed.values()));
  }

  private StatementOutcome read(
      StatementLookup lookup,
      boolean consistent,
      CapacityDetail detail,
      TreeMap<String, ConsumedCapacity> consumed) {
    String table = lookup.source().reference().sent();
    try {
      var toll = ReadToll.of(region, lookup.source().table(), lookup.key());
      Current current = region.read(lookup.source().table().id(), lookup.key());
      double cost = ConsumedCapacity.readUnits(current.sizeBytes(), consistent);
      toll.pay(cost);
      add(consumed, ConsumedCapacity.of(detail, table, cost));
      return new StatementOutcome.Done(table, StatementPage.shown(lookup.list(), current));
    } catch (Refusal throttled) {
      return StatementOutcome.failed(table, throttled.fault());
    }
  }

  private static StatementOutcome outcome(
      StatementWrite write,
      Written written,
      CapacityDetail detail,
      TreeMap<String, ConsumedCapacity> consumed) {
    String table = write.source().reference().sent();
    return switch (written) {
      case Written.Done done -> {
        add(consumed, write.consumed(detail, done));
        yield new StatementOutcome.Done(table, write.shown(done));
      }
      case Written.Refused(var fault) -> StatementOutcome.failed(table, fault);
    };
  }

  private static void add(
      TreeMap<String, ConsumedCapacity> consumed, @Nullable ConsumedCapacity one) {
    if (one != null) consumed.merge(one.tableName(), one, ConsumedCapacity::plus);
  }
}
