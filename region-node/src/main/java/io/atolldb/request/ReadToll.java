package io.atolldb.request;

import io.atolldb.capacity.TableMeter;
import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.region.Region;

/// What a read meets: it passes while its table has units, and pays when it is known what it read.
public record ReadToll(TableMeter meter) {

  public static ReadToll of(Region region, Table table) throws Refusal {
    TableMeter meter = region.meters().of(table);
    ApiFault refused = meter.refusedRead();
    if (refused != null) throw new Refusal(refused);
    return new ReadToll(meter);
  }

  public void pay(double units) {
    meter.read(units);
  }
}
