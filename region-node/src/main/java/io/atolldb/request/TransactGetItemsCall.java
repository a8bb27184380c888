package io.atolldb.request;

import io.atolldb.capacity.TableUnits;
import io.atolldb.catalog.Table;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.operation.Place;
import io.atolldb.operation.Transaction;
import io.atolldb.region.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// TransactGetItems, from what was sent to what is answered. Checks in the service's order.
public record TransactGetItemsCall(Region region) {

  private static final String ELEMENTS = "TransactItems";

  /// One read whose words are checked, but not yet against its table.
  private record Get(TableReference table, Item key, Projection projection) {}

  public TransactGetItemsAnswer answer(TransactGetItemsRequest request) throws Refusal {
    List<SentGet> sent = Constraints.present(ELEMENTS, request.gets());
    Constraints.length(ELEMENTS, sent.size(), 1, Transaction.OPERATIONS_MAX);
    checkShapes(sent);
    CapacityDetail detail = Choice.RETURN_CONSUMED_CAPACITY.of(request.returnConsumedCapacity());
    List<Get> gets = read(sent);
    List<Place> places = bind(gets);
    return answer(detail, gets, Calls.readAtOnce(region, places));
  }

  private static void checkShapes(List<SentGet> sent) throws Refusal {
    for (int at = 0; at < sent.size(); at++) {
      SentGet get = sent.get(at);
      String name = ELEMENTS + "." + (at + 1) + ".member.Get";
      if (!get.isThere()) throw Constraints.missing(name);
      var _ = Constraints.present(name + ".Key", get.key());
      String table = Constraints.present(name + ".TableName", get.tableName());
      int length = table.length();
      Constraints.length(name + ".TableName", length, 1, Constraints.TABLE_NAME_LENGTH_MAX);
    }
  }

  private static List<Get> read(List<SentGet> sent) throws Refusal {
    var gets = new ArrayList<Get>(sent.size());
    for (SentGet each : sent) {
      Projection projection =
          Projections.of(
              each.projectionExpression(), null, new SentPlaceholders(each.names(), null));
      var table = TableReference.parse(Constraints.present("TableName", each.tableName()));
      Item key = Constraints.present("Key", each.key()).valid();
      gets.add(new Get(table, key, projection));
    }
    return gets;
  }

  private List<Place> bind(List<Get> gets) throws Refusal {
    var tables = new ArrayList<Table>(gets.size());
    for (Get get : gets) tables.add(get.table.in(region));

    var places = new ArrayList<Place>(gets.size());
    for (int at = 0; at < gets.size(); at++) {
      Table table = tables.get(at);
      try {
        Keys.requireMatch(table.keys(), gets.get(at).key);
      } catch (Refusal misfit) {
        TransactionLimits.requireDistinct(places);
        throw TransactionLimits.cancelled(gets.size(), at, misfit);
      }
      places.add(new Place(table.id(), Keys.ofKey(table.keys(), gets.get(at).key)));
      KeyPaths.require(table, gets.get(at).projection);
    }
    TransactionLimits.requireDistinct(places);
    return places;
  }

  private static TransactGetItemsAnswer answer(
      CapacityDetail detail, List<Get> gets, List<Current> items) throws Refusal {
    var responses = new ArrayList<ShownItem>(gets.size());
    var units = new TreeMap<String, TableUnits>();
    long bytes = 0;
    for (int at = 0; at < gets.size(); at++) {
      Get get = gets.get(at);
      Current item = items.get(at);
      bytes += item.sizeBytes();
      TableUnits cost = TransactedCapacity.ofRead(item.sizeBytes());
      units.merge(get.table.sent(), cost, TableUnits::plus);
      responses.add(Projections.shown(get.projection, item));
    }
    TransactionLimits.requirePayload(bytes);
    return new TransactGetItemsAnswer(
        responses, TransactedCapacity.of(detail, TransactedCapacity.Kind.READ, units));
  }
}
