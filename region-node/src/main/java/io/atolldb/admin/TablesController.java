package io.atolldb.admin;

import io.atolldb.catalog.MergeSetting;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Bytes;
import io.atolldb.merge.MergePolicy;
import io.atolldb.operation.ChooseMergePolicy;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.TableDigest;
import io.atolldb.stored.ItemVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What this region holds of a table, versions included.
@RestController
@RequestMapping("/api/v1/tables/{table}")
public final class TablesController {

  /// `regions`: those that are known to have this version, by what they said last.
  record StoredItem(boolean exists, Shown.Write version, List<String> regions) {}

  private final RegionCore core;
  private final RegionAgents agents;

  public TablesController(RegionCore core, RegionAgents agents) {
    this.core = core;
    this.agents = agents;
  }

  @GetMapping("/items")
  StoredItem item(
      @PathVariable("table") String name,
      @RequestParam("pk") String partition,
      @RequestParam(name = "sk", required = false) @Nullable String sort) {
    Table table = Asked.table(core.state().tables(), name);
    Bytes key = Asked.key(table, partition, sort);
    ItemVersion stored = core.state().read(table.id(), key);
    if (!stored.wasWritten()) {
      throw new Asked.NotFound("nothing was ever written under that key");
    }
    return new StoredItem(stored.exists(), Shown.write(stored), holders(table, stored));
  }

  private List<String> holders(Table table, ItemVersion stored) {
    HybridTimestamp write = stored.version().timestamp();
    var holders = new ArrayList<String>();
    holders.add(core.state().self().name());
    agents
        .links()
        .forEach((region, link) -> {
          if (table.descriptor().statusOf(region) != MemberStatus.ACTIVE) return;
          boolean wroteIt = region.equals(write.region());
          if (wroteIt || link.originApplied().includes(write)) holders.add(region.name());
        });
    holders.sort(null);
    return holders;
  }

  /// How versions of this table that met are merged: `last-writer-wins`, `by-attribute` or
  /// `counters-and-sets`.
  record Policy(String policy) {}

  @GetMapping("/merge-policy")
  Policy mergePolicy(@PathVariable("table") String name) {
    Table table = Asked.table(core.state().tables(), name);
    return new Policy(MergeSetting.of(table.descriptor()).text());
  }

  /// Chooses it, for all regions.
  @PutMapping("/merge-policy")
  Policy chooseMergePolicy(@PathVariable("table") String name, @RequestBody Policy wanted) {
    MergePolicy policy = MergeSetting.named(wanted.policy());
    if (policy == null) {
      throw new IllegalArgumentException("policy is one of " + MergeSetting.names());
    }
    Asked.table(core.state().tables(), name);
    var operation = new ChooseMergePolicy(name, policy);
    switch (core.writer().submit(operation).await()) {
      case TableOperation.Outcome.Done _ -> {}
      case TableOperation.Outcome.Refused(var fault) ->
          throw new Problems.Unavailable(fault.toString());
    }
    return new Policy(policy.text());
  }

  @GetMapping("/digest")
  TableDigest digest(@PathVariable("table") String name) {
    return TableDigest.of(core.state(), Asked.table(core.state().tables(), name).id());
  }
}
