package io.atolldb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.TableUnits;
import io.atolldb.log.MemoryDisk;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.store.MemoryStore;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnitMetricsTest {

  @Test
  void whatATableTakesIsToldUnderItsName() throws Exception {
    var disk = new MemoryDisk(1 << 20);
    RegionCore core = Regions.open(disk, new MemoryStore(), new long[] {1_000});
    var registry = new PrometheusRegistry();
    registry.register(new UnitMetrics(core));
    assertThat(scraped(registry)).isEmpty();

    Regions.createTable(core);
    var meter = core.meters().of(core.state().tables().of(Regions.TABLE));
    meter.own().read(null, 2.5);
    meter.replicated(TableUnits.ofTable(7));

    String name = core.state().tables().of(Regions.TABLE).name();
    assertThat(scraped(registry))
        .contains(
            "atoll_consumed_units_total{cloudwatch=\"ConsumedReadCapacityUnits\",index=\"\","
                + "operation=\"read\",table=\"%s\"} 2.5\n".formatted(name),
            "atoll_throttled_requests_total{cloudwatch=\"WriteThrottleEvents\",index=\"\","
                + "operation=\"write\",table=\"%s\"} 0.0\n".formatted(name),
            "atoll_replicated_write_units_total{table=\"%s\"} 7.0\n".formatted(name));
  }

  private static String scraped(PrometheusRegistry registry) throws Exception {
    var out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }
}
