package io.atolldb.request;

import io.atolldb.capacity.Meter;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.operation.Place;
import io.atolldb.region.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a read meets: it passes while its table, or its global index, has units, and pays when it
/// is known what it read.
///
/// @param key the encoded key that is read; null for a read of many
public record ReadToll(Meter meter, @Nullable Bytes key) {

  /// Of a read of many items, of the table itself if `index` is null.
  public static ReadToll ofMany(Region region, Table table, @Nullable Index index) throws Refusal {
    return of(region.meters().of(table).of(index), null);
  }

  public static ReadToll of(Region region, Table table, Bytes key) throws Refusal {
    return of(region.meters().of(table).own(), key);
  }

  private static ReadToll of(Meter meter, @Nullable Bytes key) throws Refusal {
    ApiFault refused = meter.refusedRead(key);
    if (refused != null) throw new Refusal(refused);
    return new ReadToll(meter, key);
  }

  /// Of reads that happen together or not at all, one for each place. Those whose tables have no
  /// units are all named.
  static List<ReadToll> together(Region region, List<Place> places) throws Refusal {
    var tolls = new ArrayList<ReadToll>(places.size());
    var reasons = new ArrayList<CancellationReason>(places.size());
    boolean cancelled = false;
    for (Place place : places) {
      Table table = region.tables().of(place.table());
      if (table == null) throw new Refusal(ApiFault.ResourceNotFound.DATA);
      Meter meter = region.meters().of(table).own();
      ApiFault refused = meter.refusedRead(place.key());
      CancellationReason reason = refused == null ? null : CancellationReason.of(refused);
      cancelled |= reason != null;
      reasons.add(reason == null ? CancellationReason.NONE : reason);
      tolls.add(new ReadToll(meter, place.key()));
    }
    if (cancelled) throw new Refusal(new ApiFault.TransactionCancelled(reasons));
    return tolls;
  }

  public void pay(double units) {
    meter.read(key, units);
  }
}
