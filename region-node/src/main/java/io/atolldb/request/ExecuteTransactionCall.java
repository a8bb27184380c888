package io.atolldb.request;

import io.atolldb.capacity.TableUnits;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.RequestToken;
import io.atolldb.operation.Transaction;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.ParsedStatement;
import io.atolldb.partiql.Statement;
import io.atolldb.region.Region;
import io.atolldb.request.TransactedCapacity.Kind;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// ExecuteTransaction, from what was sent to what is answered. What is wrong with the words of a
/// statement refuses the call, what does not fit a table or an item cancels the transaction.
public record ExecuteTransactionCall(Region region) {

  private static final String STATEMENTS = "TransactStatements";

  public ExecuteTransactionAnswer answer(ExecuteTransactionRequest request) throws Refusal {
    List<SentStatement> sent = Constraints.present(STATEMENTS, request.statements());
    Constraints.length(STATEMENTS, sent.size(), 1, Transaction.OPERATIONS_MAX);
    for (int at = 0; at < sent.size(); at++) {
      sent.get(at).checkShape(STATEMENTS + "." + (at + 1) + ".member.");
      boolean _ = sent.get(at).showsItem();
    }
    String token = request.token();
    if (token != null) TransactionLimits.requireToken("ClientRequestToken", token);
    CapacityDetail detail = Choice.RETURN_CONSUMED_CAPACITY.of(request.returnConsumedCapacity());
    for (SentStatement each : sent) each.requireValues();

    List<TransactStatement> statements = read(sent);
    requirePayload(sent);
    return statements.getFirst().bound().reads()
        ? looked(statements, detail)
        : written(statements, token == null ? null : named(token, sent), detail);
  }

  private List<TransactStatement> read(List<SentStatement> sent) throws Refusal {
    var parsed = new ArrayList<ParsedStatement>(sent.size());
    int reads = 0;
    for (SentStatement each : sent) {
      parsed.add(each.parsed());
      if (parsed.getLast().statement() instanceof Statement.Select) reads++;
    }
    if (reads > 0 && reads < sent.size()) {
      throw Refusal.invalid(
          "ExecuteTransaction API does not support both read and write operations in the same"
              + " request.");
    }
    var bound = new ArrayList<BoundStatement>(sent.size());
    for (int at = 0; at < sent.size(); at++) {
      try {
        bound.add(TransactStatement.bound(sent.get(at), parsed.get(at)));
      } catch (Refusal refusal) {
        throw Refusal.invalid(TransactStatement.at(at, refusal.fault().message()));
      }
    }
    var statements = new ArrayList<TransactStatement>(sent.size());
    for (int at = 0; at < sent.size(); at++) {
      var source = StatementSource.of(region, bound.get(at));
      statements.add(new TransactStatement(at, bound.get(at), source, sent.get(at).showsItem()));
    }
    return statements;
  }

  private static void requirePayload(List<SentStatement> sent) throws Refusal {
    long bytes = 0;
    for (SentStatement each : sent) bytes += TransactStatement.bytes(each);
    TransactionLimits.requirePayload(bytes);
  }

  private ExecuteTransactionAnswer looked(List<TransactStatement> statements, CapacityDetail detail)
      throws Refusal {
    var lookups = new ArrayList<StatementLookup>(statements.size());
    var places = new ArrayList<Place>(statements.size());
    for (TransactStatement statement : statements) {
      requireFit(statement, statements.size());
      lookups.add(statement.lookup(region));
      places.add(lookups.getLast().place());
    }
    TransactionLimits.requireDistinct(places);
    List<Current> items = Calls.readAtOnce(region, places);
    var responses = new ArrayList<ShownItem>(items.size());
    for (int at = 0; at < items.size(); at++) {
      responses.add(StatementPage.shown(lookups.get(at).list(), items.get(at)));
    }
    return new ExecuteTransactionAnswer(responses, readCost(detail, statements, items));
  }

  private ExecuteTransactionAnswer written(
      List<TransactStatement> statements, @Nullable RequestToken token, CapacityDetail detail)
      throws Refusal {
    for (TransactStatement statement : statements) requireFit(statement, statements.size());
    List<ItemOperation> operations;
    try {
      operations = operations(region, statements);
    } catch (Refusal misfit) {
      throw TransactionLimits.unfit(region, token, misfit);
    }
    return switch (region.transact(new Transaction(operations, token))) {
      case Transacted.Done(var written) ->
          new ExecuteTransactionAnswer(List.of(), writeCost(detail, statements, written));
      case Transacted.Repeated(var current) ->
          new ExecuteTransactionAnswer(List.of(), readCost(detail, statements, current));
      case Transacted.Refused(var fault) -> throw new Refusal(fault);
    };
  }

  private static List<ItemOperation> operations(Region region, List<TransactStatement> statements)
      throws Refusal {
    var operations = new ArrayList<ItemOperation>(statements.size());
    var places = new ArrayList<Place>(statements.size());
    for (TransactStatement statement : statements) {
      operations.add(statement.operation(region));
      places.add(operations.getLast().place());
    }
    TransactionLimits.requireDistinct(places);
    return operations;
  }

  private static void requireFit(TransactStatement statement, int statements) throws Refusal {
    try {
      statement.requireFit();
    } catch (Refusal misfit) {
      throw TransactionLimits.cancelled(statements, statement.number(), misfit);
    }
  }

  private static List<TransactedCapacity> readCost(
      CapacityDetail detail, List<TransactStatement> statements, List<Current> items) {
    var units = new TreeMap<String, TableUnits>();
    for (int at = 0; at < items.size(); at++) {
      TableUnits cost = TransactedCapacity.ofRead(items.get(at).sizeBytes());
      units.merge(statements.get(at).source().reference().sent(), cost, TableUnits::plus);
    }
    return TransactedCapacity.of(detail, Kind.READ, units);
  }

  private static List<TransactedCapacity> writeCost(
      CapacityDetail detail, List<TransactStatement> statements, List<Written.Done> written) {
    var units = new TreeMap<String, TableUnits>();
    for (int at = 0; at < written.size() && detail != CapacityDetail.NONE; at++) {
      StatementSource source = statements.get(at).source();
      TableUnits cost = Calls.units(source.table(), written.get(at)).inTransaction();
      units.merge(source.reference().sent(), cost, TableUnits::plus);
    }
    return TransactedCapacity.of(detail, Kind.WRITE, units);
  }

  private static RequestToken named(String token, List<SentStatement> sent) throws Refusal {
    var digest = new RequestDigest("ExecuteTransaction");
    for (SentStatement each : sent) {
      digest.text(each.text()).text(each.onConditionFailure());
      SentValues parameters = each.parameters();
      if (parameters == null) digest.item(null);
      else digest.item(new SentItem(asItem(parameters), null));
    }
    return new RequestToken(token, digest.finish());
  }

  private static Item asItem(SentValues parameters) throws Refusal {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("Parameters", new ListValue(parameters.valid()));
    return Item.owning(attributes);
  }
}
