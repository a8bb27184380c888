package io.atolldb.wiring;

import io.atolldb.admin.ConflictsController;
import io.atolldb.admin.LinksController;
import io.atolldb.admin.PeerController;
import io.atolldb.admin.Problems;
import io.atolldb.admin.QuarantineController;
import io.atolldb.admin.RegionController;
import io.atolldb.admin.TablesController;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.observe.RegionHealth;
import io.atolldb.observe.RegionMetrics;
import io.atolldb.region.Region;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.ReplicaPages;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The objects of the admin port, around the region node that the process has opened. The region
/// itself is made of plain objects: see [RegionNode], [RegionCore] and [RegionAgents].
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  RegionController.class,
  LinksController.class,
  ConflictsController.class,
  TablesController.class,
  PeerController.class,
  QuarantineController.class,
  Problems.class
})
class RegionNodeWiring {

  @Bean
  RegionCore core(RegionNode node) {
    return node.core();
  }

  @Bean
  Region region(RegionNode node) {
    return node.region();
  }

  @Bean
  RegionAgents agents(RegionNode node) {
    return node.agents();
  }

  @Bean
  ReplicaPages pages(RegionAgents agents) {
    return agents.pages();
  }

  @Bean
  ConflictLog conflicts(RegionCore core) {
    return core.conflicts();
  }

  @Bean
  RegionController.Identity identity(NodeOptions options, RegionNode node) {
    String version = RegionNodeWiring.class.getPackage().getImplementationVersion();
    return new RegionController.Identity(
        NodeStorage.CLUSTER,
        version == null ? "unpackaged" : version,
        "http://" + options.bind() + ":" + options.port(),
        node.kafka());
  }

  @Bean
  RegionMetrics metrics(RegionCore core, RegionAgents agents) {
    return new RegionMetrics(core, agents);
  }

  @Bean("regionHealth")
  RegionHealth health(RegionNode node) {
    return new RegionHealth(node.core(), node.runners(), node::brokerFailure);
  }
}
