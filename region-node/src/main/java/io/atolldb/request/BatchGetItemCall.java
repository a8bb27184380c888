package io.atolldb.request;

import io.atolldb.capacity.Meter;
import io.atolldb.catalog.Table;
import io.atolldb.expression.Projection;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.operation.Current;
import io.atolldb.region.Region;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// BatchGetItem, from what was sent to what is answered. Checks in the service's order.
public record BatchGetItemCall(Region region) {

  static final int KEYS_MAX = 100;

  /// What one answer holds, in sizes of whole items. Keys beyond it are unprocessed.
  static final int BYTES_MAX = 16 * 1024 * 1024;

  private static final String REQUEST_ITEMS = "RequestItems";

  /// The keys asked of one table, bound to it.
  private record Bound(
      String name, SentKeys sent, Projection projection, Table table, List<Bytes> keys) {}

  private record Place(TableId table, Bytes key) {}

  public BatchGetItemAnswer answer(BatchGetItemRequest request) throws Refusal {
    SortedMap<String, SentKeys> sent = Constraints.present(REQUEST_ITEMS, request.requestItems());
    checkShape(sent);
    var capacity = Choice.RETURN_CONSUMED_CAPACITY.of(request.returnConsumedCapacity());
    SortedMap<String, Projection> projections = projections(sent);
    checkValues(sent);
    return read(bind(sent, projections), capacity);
  }

  private static void checkShape(SortedMap<String, SentKeys> sent) throws Refusal {
    Constraints.length(REQUEST_ITEMS, sent.size(), 1, KEYS_MAX);
    for (Map.Entry<String, SentKeys> entry : sent.entrySet()) {
      var _ = Constraints.tableName(entry.getKey());
      String at = REQUEST_ITEMS + "." + entry.getKey() + ".member.Keys";
      List<SentItem> keys = Constraints.present(at, entry.getValue().keys());
      Constraints.length(at, keys.size(), 1, KEYS_MAX);
      Projections.checkLength(entry.getValue().attributesToGet());
    }
  }

  private static SortedMap<String, Projection> projections(SortedMap<String, SentKeys> sent)
      throws Refusal {
    var projections = new TreeMap<String, Projection>();
    for (Map.Entry<String, SentKeys> entry : sent.entrySet()) {
      SentKeys keys = entry.getValue();
      var placeholders = new SentPlaceholders(keys.names(), null);
      projections.put(
          entry.getKey(),
          Projections.of(keys.projectionExpression(), keys.attributesToGet(), placeholders));
    }
    return projections;
  }

  private static void checkValues(SortedMap<String, SentKeys> sent) throws Refusal {
    int count = 0;
    for (SentKeys keys : sent.values()) {
      for (SentItem key : keysOf(keys)) {
        var _ = key.valid();
        count++;
      }
    }
    if (count > KEYS_MAX) {
      throw Refusal.invalid("Too many items requested for the BatchGetItem call");
    }
  }

  private static List<SentItem> keysOf(SentKeys sent) {
    List<SentItem> keys = sent.keys();
    return keys == null ? List.of() : keys;
  }

  private List<Bound> bind(
      SortedMap<String, SentKeys> sent, SortedMap<String, Projection> projections) throws Refusal {
    var bound = new ArrayList<Bound>();
    Set<Place> places = new HashSet<>();
    for (Map.Entry<String, SentKeys> entry : sent.entrySet()) {
      Table table = TableReference.parse(entry.getKey()).in(region);
      var keys = new ArrayList<Bytes>();
      for (SentItem key : keysOf(entry.getValue())) {
        Bytes encoded = Keys.ofKey(table.keys(), key.valid());
        if (!places.add(new Place(table.id(), encoded))) {
          throw Keys.duplicates();
        }
        keys.add(encoded);
      }
      Projection projection = projections.getOrDefault(entry.getKey(), Projection.ALL);
      KeyPaths.require(table, projection);
      bound.add(new Bound(entry.getKey(), entry.getValue(), projection, table, keys));
    }
    return bound;
  }

  /// Each read is rounded by itself to whole units; the answer is cut where it would grow too
  /// large, and a table's part of it where the table's capacity is used up.
  private BatchGetItemAnswer read(List<Bound> tables, CapacityDetail capacity) throws Refusal {
    var responses = new TreeMap<String, List<ShownItem>>();
    var unprocessed = new TreeMap<String, SentKeys>();
    var unitsByTable = new TreeMap<String, Double>();
    long bytes = 0;
    int keysRead = 0;
    ApiFault throttled = null;
    for (Bound bound : tables) {
      Meter meter = region.meters().of(bound.table).own();
      var items = new ArrayList<ShownItem>();
      double cost = 0;
      int done = 0;
      for (Bytes key : bound.keys) {
        ApiFault refused = meter.refusedRead(key);
        if (refused != null) {
          throttled = refused;
          break;
        }
        Current current = region.read(bound.table.id(), key);
        if (bytes + current.sizeBytes() > BYTES_MAX) break;
        bytes += current.sizeBytes();
        double units = ConsumedCapacity.readUnits(current.sizeBytes(), bound.sent.isConsistent());
        meter.read(key, units);
        cost += units;
        if (current.exists()) items.add(Projections.shown(bound.projection, current));
        done++;
      }
      List<SentItem> sent = keysOf(bound.sent);
      if (done < sent.size()) {
        unprocessed.put(bound.name, bound.sent.withKeys(sent.subList(done, sent.size())));
      }
      responses.put(bound.name, items);
      unitsByTable.put(bound.name, cost);
      keysRead += done;
    }
    if (throttled != null && keysRead == 0) throw new Refusal(throttled);
    return new BatchGetItemAnswer(
        responses, unprocessed, ConsumedCapacity.of(capacity, unitsByTable));
  }
}
