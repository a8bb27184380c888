package io.atolldb.request;

import io.atolldb.capacity.TableUnits;
import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.Current;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.RequestToken;
import io.atolldb.operation.Transaction;
import io.atolldb.region.Region;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// TransactWriteItems, from what was sent to what is answered. Checks in the service's order: what
/// is wrong with the words of any action refuses the call, what does not fit a table or an item
/// cancels the transaction.
public record TransactWriteItemsCall(Region region) {

  private static final String ELEMENTS = "TransactItems";

  /// Both in the order of the actions.
  private record Bound(List<Table> tables, List<ItemOperation> operations) {}

  public TransactWriteItemsAnswer answer(TransactWriteItemsRequest request) throws Refusal {
    List<List<SentAction>> elements = Constraints.present(ELEMENTS, request.elements());
    Constraints.length(ELEMENTS, elements.size(), 1, Transaction.OPERATIONS_MAX);
    checkShapes(elements);
    WriteOptions options = WriteOptions.of(request.returns());
    String token = request.token();
    if (token != null) TransactionLimits.requireToken("ClientRequestToken", token);

    List<SentAction> sent = onlyActions(elements);
    List<TransactAction> actions = read(sent);
    RequestToken named = token == null ? null : named(token, sent);
    Bound bound;
    try {
      bound = bind(actions);
    } catch (Refusal misfit) {
      throw TransactionLimits.unfit(region, named, misfit);
    }
    return switch (region.transact(new Transaction(bound.operations, named))) {
      case Transacted.Done(var written) -> {
        var cost = cost(options.capacity(), actions, bound.tables, written);
        var metrics = collections(options, actions, bound.tables, bound.operations);
        yield new TransactWriteItemsAnswer(metrics, cost);
      }
      case Transacted.Repeated(var current) -> repeated(options.capacity(), actions, current);
      case Transacted.Refused(var fault) -> throw new Refusal(fault);
    };
  }

  private static void checkShapes(List<List<SentAction>> elements) throws Refusal {
    int place = 0;
    for (List<SentAction> element : elements) {
      place++;
      for (SentAction action : element) TransactAction.checkShape(action, place);
    }
  }

  private static List<SentAction> onlyActions(List<List<SentAction>> elements) throws Refusal {
    var actions = new ArrayList<SentAction>(elements.size());
    for (List<SentAction> element : elements) {
      if (element.isEmpty()) {
        throw Refusal.invalid(
            "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
      }
      if (element.size() > 1) {
        throw Refusal.invalid("TransactItems can only contain one of Check, Put, Update or Delete");
      }
      actions.add(element.getFirst());
    }
    return actions;
  }

  private static List<TransactAction> read(List<SentAction> sent) throws Refusal {
    var actions = new ArrayList<TransactAction>(sent.size());
    long bytes = 0;
    for (SentAction each : sent) {
      TransactAction action = TransactAction.of(each);
      actions.add(action);
      bytes += action.sentBytes();
    }
    TransactionLimits.requirePayload(bytes);
    return actions;
  }

  private List<Table> tables(List<TransactAction> actions) throws Refusal {
    var tables = new ArrayList<Table>(actions.size());
    for (TransactAction action : actions) tables.add(action.table().in(region));
    return tables;
  }

  private Bound bind(List<TransactAction> actions) throws Refusal {
    List<Table> tables = tables(actions);
    var operations = new ArrayList<ItemOperation>(actions.size());
    var places = new ArrayList<Place>(actions.size());
    @Nullable Refusal misfit = null;
    for (int at = 0; at < actions.size() && misfit == null; at++) {
      try {
        actions.get(at).requireFit(tables.get(at));
      } catch (Refusal refusal) {
        misfit = TransactionLimits.cancelled(actions.size(), at, refusal);
        break;
      }
      operations.add(actions.get(at).on(tables.get(at)));
      places.add(operations.getLast().place());
    }
    TransactionLimits.requireDistinct(places);
    if (misfit != null) throw misfit;
    return new Bound(tables, operations);
  }

  private static RequestToken named(String token, List<SentAction> sent) {
    var digest = new RequestDigest("TransactWriteItems");
    for (SentAction action : sent) {
      digest
          .text(action.kind().member())
          .text(action.tableName())
          .item(action.item())
          .text(action.updateExpression())
          .text(action.conditionExpression())
          .placeholders(action.placeholders())
          .text(action.onConditionFailure());
    }
    return new RequestToken(token, digest.finish());
  }

  private SortedMap<String, List<CollectionSize>> collections(
      WriteOptions options,
      List<TransactAction> actions,
      List<Table> tables,
      List<ItemOperation> operations) {
    var collections = new TreeMap<String, List<CollectionSize>>();
    for (int at = 0; at < actions.size(); at++) {
      String sent = actions.get(at).table().sent();
      var target = new Calls.Target(region, sent, tables.get(at), operations.get(at).key());
      CollectionSize size =
          actions.get(at).kind() == SentAction.Kind.CHECK ? null : target.collection(options);
      if (size != null) collections.computeIfAbsent(sent, _ -> new ArrayList<>()).add(size);
    }
    return collections;
  }

  private static List<TransactedCapacity> cost(
      CapacityDetail detail,
      List<TransactAction> actions,
      List<Table> tables,
      List<Written.Done> written) {
    var units = new TreeMap<String, TableUnits>();
    if (detail != CapacityDetail.NONE) {
      for (int at = 0; at < actions.size(); at++) {
        TableUnits cost = Calls.units(tables.get(at), written.get(at)).inTransaction();
        units.merge(actions.get(at).table().sent(), cost, TableUnits::plus);
      }
    }
    return TransactedCapacity.of(detail, TransactedCapacity.Kind.WRITE, units);
  }

  /// What a repetition costs is reading the items.
  private static TransactWriteItemsAnswer repeated(
      CapacityDetail detail, List<TransactAction> actions, List<Current> current) {
    var units = new TreeMap<String, TableUnits>();
    for (int at = 0; at < actions.size(); at++) {
      TableUnits cost = TransactedCapacity.ofRead(current.get(at).sizeBytes());
      units.merge(actions.get(at).table().sent(), cost, TableUnits::plus);
    }
    return TransactWriteItemsAnswer.of(
        TransactedCapacity.of(detail, TransactedCapacity.Kind.READ, units));
  }
}
