package io.atolldb.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.atolldb.catalog.HomeRegion;
import io.atolldb.catalog.MergeSetting;
import io.atolldb.catalog.ReplicationAttributes;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.merge.MergePolicy;
import io.atolldb.operation.ChooseHomeRegion;
import io.atolldb.operation.ChooseMergePolicy;
import io.atolldb.operation.ChooseReplicationAttributes;
import io.atolldb.region.ItemHolders;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.TableDigest;
import io.atolldb.stored.ItemVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /// `regions`: those that have this version or a later one; `lacking`: why the others that hold a
  /// replica are not known to.
  record StoredItem(
      boolean exists, Shown.Write version, List<String> regions, Map<String, String> lacking) {}

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
      @RequestParam(name = "sk", required = false) @Nullable String sort)
      throws InterruptedException {
    Table table = Asked.table(core.state().tables(), name);
    Bytes key = Asked.key(table, partition, sort);
    ItemVersion stored = core.state().read(table.id(), key);
    if (!stored.wasWritten()) {
      throw new Asked.NotFound("nothing was ever written under that key");
    }
    ItemHolders holders = agents.holders(table, stored.version().vector());
    var lacking = new TreeMap<String, String>();
    holders.lacking().forEach((region, why) -> lacking.put(region.name(), why));
    List<String> have = holders.have().stream().map(RegionId::name).toList();
    return new StoredItem(stored.exists(), Shown.write(stored), have, lacking);
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
    alter(name, new ChooseMergePolicy(name, policy));
    return new Policy(policy.text());
  }

  /// Whether items of this table say which region wrote them last, and when.
  record Attributes(boolean enabled) {}

  @GetMapping("/replication-attributes")
  Attributes replicationAttributes(@PathVariable("table") String name) {
    Table table = Asked.table(core.state().tables(), name);
    return new Attributes(ReplicationAttributes.wantedBy(table.descriptor()));
  }

  /// Chooses it, for all regions.
  @PutMapping("/replication-attributes")
  Attributes chooseReplicationAttributes(
      @PathVariable("table") String name, @RequestBody Attributes wanted) {
    alter(name, new ChooseReplicationAttributes(name, wanted.enabled()));
    return wanted;
  }

  /// The region in which conditions are judged; null: wherever they are asked. `keyAttribute`: in
  /// which items may name another one; null: they may not.
  record Home(
      @JsonProperty(required = true) @Nullable String region, @Nullable String keyAttribute) {}

  @GetMapping("/home-region")
  Home homeRegion(@PathVariable("table") String name) {
    TableDescriptor table = Asked.table(core.state().tables(), name).descriptor();
    RegionId home = HomeRegion.of(table);
    return new Home(home == null ? null : home.name(), HomeRegion.keyAttribute(table));
  }

  /// Chooses it, for all regions.
  @PutMapping("/home-region")
  Home chooseHomeRegion(@PathVariable("table") String name, @RequestBody Home wanted) {
    RegionId region = wanted.region() == null ? null : new RegionId(wanted.region());
    alter(name, new ChooseHomeRegion(name, region, wanted.keyAttribute()));
    return wanted;
  }

  private void alter(String name, TableOperation operation) {
    Asked.table(core.state().tables(), name);
    switch (core.writer().submit(operation).await()) {
      case TableOperation.Outcome.Done _ -> {}
      case TableOperation.Outcome.Refused(ApiFault.Validation(var wrong)) ->
          throw new IllegalArgumentException(wrong);
      case TableOperation.Outcome.Refused(var fault) ->
          throw new Problems.Unavailable(fault.message());
    }
  }

  @GetMapping("/digest")
  TableDigest digest(@PathVariable("table") String name) {
    return TableDigest.of(core.state(), Asked.table(core.state().tables(), name).id());
  }
}
