package io.atolldb.request;

import io.atolldb.capacity.KeyInsights;
import io.atolldb.capacity.Meter;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.operation.Place;
import io.atolldb.region.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a read meets: it passes while its table, or its global index, has units, and pays when it
/// is known what it read.
public final class ReadToll {

  private record Seen(Item item, int bytes, double units) {}

  private final Meter meter;
  private final @Nullable Bytes key;
  private final Item partition;
  private final @Nullable KeyInsights counting;
  private final List<Seen> seen = new ArrayList<>();

  /// @param key the encoded key that is read; null for a read of many
  private ReadToll(Meter meter, @Nullable Bytes key, Item partition) {
    this.meter = meter;
    this.key = key;
    this.partition = partition;
    KeyInsights insights = meter.insights();
    this.counting = insights != null && insights.countsAccesses() ? insights : null;
  }

  /// Of a read of many items, of the table itself if `index` is null.
  ///
  /// @param partition the attributes that name the partition that is read; absent if it reads in
  ///   several
  public static ReadToll ofMany(Region region, Table table, @Nullable Index index, Item partition)
      throws Refusal {
    Meter meter = region.meters().of(table).of(index);
    ApiFault refused = meter.refusedRead(partition);
    if (refused != null) throw new Refusal(refused);
    return new ReadToll(meter, null, partition);
  }

  public static ReadToll of(Region region, Table table, Bytes key) throws Refusal {
    Meter meter = region.meters().of(table).own();
    ApiFault refused = meter.refusedRead(key);
    if (refused != null) throw new Refusal(refused);
    return new ReadToll(meter, key, Item.ABSENT);
  }

  /// Of reads that happen together or not at all, one for each place. Those whose tables have no
  /// units are all named.
  static List<ReadToll> together(Region region, List<Place> places) throws Refusal {
    var tolls = new ArrayList<ReadToll>(places.size());
    var reasons = new ArrayList<CancellationReason>(places.size());
    for (Place place : places) {
      Table table = region.tables().of(place.table());
      if (table == null) throw new Refusal(ApiFault.ResourceNotFound.DATA);
      Meter meter = region.meters().of(table).own();
      reasons.add(CancellationReason.orNone(meter.refusedRead(place.key())));
      tolls.add(new ReadToll(meter, place.key(), Item.ABSENT));
    }
    ApiFault cancelled = ApiFault.TransactionCancelled.ifBlamed(reasons);
    if (cancelled != null) throw new Refusal(cancelled);
    return tolls;
  }

  /// One of many was read; `units` are those that it takes alone.
  public void saw(Current item, double units) {
    if (counting != null) seen.add(new Seen(item.item(), item.sizeBytes(), units));
  }

  /// Of many, each has its part by its size.
  public void pay(double units) {
    if (key != null) {
      meter.read(key, units);
      return;
    }
    meter.read(units);
    if (counting == null) return;
    if (seen.isEmpty()) counting.accessed(partition, units);
    double shared = units;
    double bytes = 0;
    for (Seen each : seen) {
      shared -= each.units;
      bytes += each.bytes;
    }
    for (Seen each : seen) {
      counting.accessed(each.item, each.units + shared * each.bytes / bytes);
    }
  }
}
