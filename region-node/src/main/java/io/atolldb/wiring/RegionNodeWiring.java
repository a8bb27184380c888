package io.atolldb.wiring;

import io.atolldb.admin.ComparisonController;
import io.atolldb.admin.ConflictsController;
import io.atolldb.admin.CostController;
import io.atolldb.admin.DryRunController;
import io.atolldb.admin.LinksController;
import io.atolldb.admin.PeerController;
import io.atolldb.admin.Problems;
import io.atolldb.admin.QuarantineController;
import io.atolldb.admin.RegionController;
import io.atolldb.admin.RegionsController;
import io.atolldb.admin.ReplicasController;
import io.atolldb.admin.SameOriginWrites;
import io.atolldb.admin.TablesController;
import io.atolldb.admin.VerificationController;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.cost.PriceList;
import io.atolldb.observe.RegionHealth;
import io.atolldb.observe.RegionMetrics;
import io.atolldb.observe.UnitMetrics;
import io.atolldb.peer.AdminRelay;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.Verification;
import io.atolldb.region.Region;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.ReplicaPages;
import io.atolldb.region.VerificationAgent;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
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
  RegionsController.class,
  LinksController.class,
  ConflictsController.class,
  CostController.class,
  ReplicasController.class,
  TablesController.class,
  DryRunController.class,
  VerificationController.class,
  ComparisonController.class,
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
  ComparedRegion compared(RegionAgents agents) {
    return agents.compared();
  }

  @Bean
  Verification verification(RegionNode node) {
    return node.verifications();
  }

  @Bean(destroyMethod = "")
  VerificationAgent verifier(RegionNode node) {
    return node.verifier();
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
  AdminRelay relay(RegionNode node) {
    return node.relay();
  }

  @Bean
  SameOriginWrites sameOriginWrites() {
    return new SameOriginWrites();
  }

  /// `/` as the server: the port is known under other names elsewhere.
  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Atoll, the admin port of a region")
                .description(
                    "What stands behind /api/v1/regions/{region}/ is asked of that region.")
                .version(version()))
        .addServersItem(new Server().url("/"));
  }

  private static String version() {
    String version = RegionNodeWiring.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  @Bean
  RegionController.Identity identity(NodeOptions options, RegionNode node) {
    return new RegionController.Identity(
        NodeStorage.CLUSTER,
        version(),
        "http://" + options.bind() + ":" + options.port(),
        node.kafka());
  }

  @Bean
  RegionMetrics metrics(RegionCore core, RegionAgents agents, VerificationAgent verifier) {
    return new RegionMetrics(core, agents, verifier);
  }

  @Bean
  PriceList prices(NodeOptions options) {
    return options.prices();
  }

  @Bean
  UnitMetrics unitMetrics(RegionCore core, PrometheusRegistry registry) {
    var metrics = new UnitMetrics(core);
    registry.register(metrics);
    return metrics;
  }

  @Bean("regionHealth")
  RegionHealth health(RegionNode node) {
    return new RegionHealth(node.core(), node.runners(), node::brokerFailure);
  }
}
