package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.PutItem;
import io.atolldb.region.Region;
import io.atolldb.table.TableId;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// BatchWriteItem, from what was sent to what is answered. Checks in the service's order. The
/// writes are independent of each other: each is done or not by itself.
public record BatchWriteItemCall(Region region) {

  static final int WRITES_MAX = 25;

  private static final String REQUEST_ITEMS = "RequestItems";

  /// One write, bound to its table.
  private record Bound(String table, Table in, SentWrite sent, ItemOperation operation) {}

  private record Place(TableId table, Bytes key) {}

  public BatchWriteItemAnswer answer(BatchWriteItemRequest request) throws Refusal {
    SortedMap<String, List<SentWrite>> sent =
        Constraints.present(REQUEST_ITEMS, request.requestItems());
    checkShape(sent);
    WriteOptions options = WriteOptions.of(request.returns());
    checkValues(sent);
    List<Bound> writes = bind(sent);
    var operations = new ArrayList<ItemOperation>(writes.size());
    for (Bound write : writes) operations.add(write.operation);
    return answer(options, writes, region.writeAll(operations));
  }

  private static void checkShape(SortedMap<String, List<SentWrite>> sent) throws Refusal {
    Constraints.length(REQUEST_ITEMS, sent.size(), 1, WRITES_MAX);
    for (Map.Entry<String, List<SentWrite>> entry : sent.entrySet()) {
      var _ = Constraints.tableName(entry.getKey());
      Constraints.mapValueLength(REQUEST_ITEMS, entry.getValue().size(), 1, WRITES_MAX);
    }
  }

  private static void checkValues(SortedMap<String, List<SentWrite>> sent) throws Refusal {
    int count = 0;
    for (List<SentWrite> writes : sent.values()) {
      for (SentWrite write : writes) {
        var _ = only(write).valid();
        count++;
      }
    }
    if (count > WRITES_MAX) {
      throw Refusal.invalid("Too many items requested for the BatchWriteItem call");
    }
  }

  /// The one thing that a write of a batch holds.
  private static SentItem only(SentWrite write) throws Refusal {
    if (write.put() != null && write.delete() != null) {
      throw Refusal.invalid(
          "Supplied AttributeValue has more than one datatypes set,"
              + " must contain exactly one of the supported datatypes");
    }
    if (write.put() != null) return write.put();
    if (write.delete() != null) return write.delete();
    throw Refusal.invalid(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }

  private List<Bound> bind(SortedMap<String, List<SentWrite>> sent) throws Refusal {
    var bound = new ArrayList<Bound>();
    Set<Place> places = new HashSet<>();
    for (Map.Entry<String, List<SentWrite>> entry : sent.entrySet()) {
      Table table = TableReference.parse(entry.getKey()).in(region);
      for (SentWrite write : entry.getValue()) {
        Bound one = bind(entry.getKey(), table, write);
        bound.add(one);
        if (!places.add(new Place(table.id(), one.operation.key()))) {
          throw Keys.duplicates();
        }
      }
    }
    return bound;
  }

  private static Bound bind(String name, Table table, SentWrite write) throws Refusal {
    Item item = only(write).valid();
    if (write.put() == null) {
      Bytes key = Keys.ofKey(table.keys(), item);
      return new Bound(name, table, write, new DeleteItem(table.id(), key, Guard.NONE));
    }
    Bytes key = Keys.ofItem(table.keys(), item);
    Calls.requireIndexKeys(table, item);
    var _ = Calls.requirePutSize(item);
    return new Bound(name, table, write, new PutItem(table.id(), key, item, Guard.NONE));
  }

  /// A write that the region could not take now is unprocessed; if it could take none, the call has
  /// failed.
  private BatchWriteItemAnswer answer(
      WriteOptions options, List<Bound> writes, List<Written> written) throws Refusal {
    var unprocessed = new TreeMap<String, List<SentWrite>>();
    var costs = new TreeMap<String, ConsumedCapacity>();
    var collections = new TreeMap<String, List<CollectionSize>>();
    ApiFault last = null;
    int undone = 0;
    for (int at = 0; at < writes.size(); at++) {
      Bound write = writes.get(at);
      switch (written.get(at)) {
        case Written.Done done -> {
          var target = new Calls.Target(region, write.table, write.in, write.operation.key());
          ConsumedCapacity cost = Calls.consumed(options.capacity(), write.table, write.in, done);
          if (cost != null) costs.merge(write.table, cost, ConsumedCapacity::plus);
          CollectionSize size = target.collection(options);
          if (size != null) {
            collections.computeIfAbsent(write.table, _ -> new ArrayList<>()).add(size);
          }
        }
        case Written.Refused(ApiFault fault) -> {
          if (!isPassing(fault)) throw new Refusal(fault);
          unprocessed.computeIfAbsent(write.table, _ -> new ArrayList<>()).add(write.sent);
          last = fault;
          undone++;
        }
      }
    }
    if (last != null && undone == writes.size()) throw new Refusal(last);
    return new BatchWriteItemAnswer(unprocessed, collections, new ArrayList<>(costs.values()));
  }

  /// Whether the same write may succeed when it is sent again.
  private static boolean isPassing(ApiFault fault) {
    return fault instanceof ApiFault.CapacityExceeded
        || fault instanceof ApiFault.Overloaded
        || fault instanceof ApiFault.InternalFailure;
  }
}
