package io.atolldb.request;

import io.atolldb.capacity.TableMeter;
import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.region.Region;
import org.jspecify.annotations.Nullable;

/// What a read meets: it passes while its table has units, and pays when it is known what it read.
///
/// @param key the encoded key that is read; null for a read of many
public record ReadToll(TableMeter meter, @Nullable Bytes key) {

  public static ReadToll of(Region region, Table table, @Nullable Bytes key) throws Refusal {
    TableMeter meter = region.meters().of(table);
    ApiFault refused = meter.refusedRead(key);
    if (refused != null) throw new Refusal(refused);
    return new ReadToll(meter, key);
  }

  public void pay(double units) {
    meter.read(key, units);
  }
}
