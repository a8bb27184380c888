package io.atolldb.wiring;

import io.atolldb.admin.PeerController;
import io.atolldb.conflicts.ConflictLog;
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
@Import(PeerController.class)
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
}
