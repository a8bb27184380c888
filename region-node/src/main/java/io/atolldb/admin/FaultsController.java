package io.atolldb.admin;

import io.atolldb.admin.Asked.NotFound;
import io.atolldb.clock.RegionId;
import io.atolldb.region.RegionAgents;
import io.atolldb.replication.LinkFaults;
import io.atolldb.replication.LinkFaults.Fault;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Breaks things on purpose. There is such a controller only where the node was started with
/// `--faults`.
@RestController
@RequestMapping("/api/v1/faults")
public final class FaultsController {

  /// Moves the region's wall clock, and says by how much it is moved.
  public record ClockShift(LongConsumer shift, LongSupplier offsetMillis) {}

  record LinkFault(@Nullable Boolean cut, @Nullable Long delayMillis) {}

  record ClockFault(long offsetMillis) {}

  record Faults(SortedMap<String, Fault> links, ClockFault clock) {}

  private final RegionAgents agents;
  private final LinkFaults faults;
  private final ClockShift clock;

  public FaultsController(RegionAgents agents, LinkFaults faults, ClockShift clock) {
    this.agents = agents;
    this.faults = faults;
    this.clock = clock;
  }

  @GetMapping
  Faults faults() {
    var links = new TreeMap<String, Fault>();
    for (RegionId origin : agents.links().keySet()) links.put(origin.name(), faults.of(origin));
    return new Faults(links, new ClockFault(clock.offsetMillis().getAsLong()));
  }

  @PutMapping("/links/{origin}")
  Faults link(@PathVariable("origin") String origin, @RequestBody LinkFault fault) {
    var region = new RegionId(origin);
    if (agents.link(region) == null) throw new NotFound("there is no link from " + origin);
    Boolean cut = fault.cut();
    Long delay = fault.delayMillis();
    if (cut == null && delay == null) {
      throw new IllegalArgumentException("a fault has a member cut or delayMillis");
    }
    Fault before = faults.of(region);
    faults.set(
        region,
        new Fault(cut == null ? before.cut() : cut, delay == null ? before.delayMillis() : delay));
    return faults();
  }

  @PutMapping("/clock")
  Faults clock(@RequestBody ClockFault fault) {
    clock.shift().accept(fault.offsetMillis());
    return faults();
  }

  @DeleteMapping
  Faults heal() {
    faults.clear();
    clock.shift().accept(0);
    return faults();
  }
}
