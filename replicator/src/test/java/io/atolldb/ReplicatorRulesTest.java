package io.atolldb;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the replicator's packages may know.
class ReplicatorRulesTest {

  private static final String[] PACKAGES = {
    "io.atolldb.binary", "io.atolldb.globaltable", "io.atolldb.replication", "io.atolldb.kafka"
  };

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-") && !location.contains("/test/"))
          .importPackages(PACKAGES);

  private static final ArchRule ONLY_THE_ADAPTER_KNOWS_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.atolldb.kafka")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..")
          .because("a region's stream must be replaceable, by a simulated one first of all");

  private static final ArchRule NOTHING_KNOWS_SPRING =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..")
          .because("Spring is the shell of the region node, nothing in the replicator needs it");

  private static final ArchRule AGENTS_KNOW_NEITHER_TIME_NOR_CHANCE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.atolldb.kafka")
          .should()
          .accessTargetWhere(
              calls(System.class, "currentTimeMillis", "nanoTime")
                  .or(calls(Instant.class, "now"))
                  .or(calls(UUID.class, "randomUUID"))
                  .or(calls(Math.class, "random"))
                  .or(calls(Thread.class, "sleep")))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
          .because("a world of regions has to run again from its seed: time and chance are ports");

  private static final ArchRule ITERATES_IN_A_FIXED_ORDER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.atolldb.kafka")
          .should()
          .accessTargetWhere(
              calls(Map.class, "of", "ofEntries", "copyOf").or(calls(Set.class, "of", "copyOf")))
          .because("their iteration order differs from run to run");

  @Test
  void onlyTheAdapterKnowsKafka() {
    ONLY_THE_ADAPTER_KNOWS_KAFKA.check(MODULE);
  }

  @Test
  void nothingKnowsSpring() {
    NOTHING_KNOWS_SPRING.check(MODULE);
  }

  @Test
  void agentsKnowNeitherTimeNorChance() {
    AGENTS_KNOW_NEITHER_TIME_NOR_CHANCE.check(MODULE);
  }

  @Test
  void nothingIteratesInAnOrderThatChanges() {
    ITERATES_IN_A_FIXED_ORDER.check(MODULE);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.atolldb.(*)..").should().beFreeOfCycles().check(MODULE);
  }

  @Test
  void theRulesSeeTheModule() {
    assertThat(MODULE.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrder(PACKAGES);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ReadsTheClock.class,
        RollsDice.class,
        OwnsDice.class,
        Sleeps.class,
        MakesAnId.class
      })
  void timeAndChanceAreNoticed(Class<?> offender) {
    assertNoticed(AGENTS_KNOW_NEITHER_TIME_NOR_CHANCE, offender);
  }

  @Test
  void anUnstableOrderIsNoticed() {
    assertNoticed(ITERATES_IN_A_FIXED_ORDER, UsesAMapOf.class);
  }

  @Test
  void kafkaOutsideOfItsAdapterIsNoticed() {
    assertNoticed(ONLY_THE_ADAPTER_KNOWS_KAFKA, NamesATopic.class);
  }

  private static void assertNoticed(ArchRule rule, Class<?> offender) {
    JavaClasses fault = new ClassFileImporter().importClasses(offender);
    assertThat(rule.evaluate(fault).hasViolation()).isTrue();
  }

  private static DescribedPredicate<JavaClass> isExactly(Class<?> type) {
    return JavaClass.Predicates.equivalentTo(type);
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... methods) {
    DescribedPredicate<JavaAccess<?>> any = DescribedPredicate.alwaysFalse();
    for (String method : methods) {
      any = any.or(target(owner(isExactly(owner))).and(target(name(method))));
    }
    return any;
  }

  static final class ReadsTheClock {
    long now() {
      return System.currentTimeMillis();
    }
  }

  static final class RollsDice {
    double roll() {
      return Math.random();
    }
  }

  static final class OwnsDice {
    final Random dice = new Random(1);
  }

  static final class Sleeps {
    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class MakesAnId {
    UUID id() {
      return UUID.randomUUID();
    }
  }

  static final class UsesAMapOf {
    Map<String, String> map() {
      return Map.of("a", "b");
    }
  }

  static final class NamesATopic {
    TopicPartition partition() {
      return new TopicPartition("changes", 0);
    }
  }
}
