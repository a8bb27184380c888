package io.atolldb;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Resolution must be replayable with no store, network, clock or chance: the same versions give
/// the same answer in every region, every year.
class PurityTest {

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-"))
          .importPackages(
              "io.atolldb.clock",
              "io.atolldb.merge",
              "io.atolldb.version",
              "io.atolldb.resolution");

  private static final ArchRule TOUCHES_ONLY_THE_JDK_WITHOUT_IO =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.atolldb.clock",
              "io.atolldb.merge",
              "io.atolldb.version",
              "io.atolldb.resolution",
              "java.lang",
              "java.lang.annotation",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.util",
              "java.util.function",
              "org.jspecify.annotations");

  private static final ArchRule KNOWS_NEITHER_TIME_NOR_CHANCE =
      noClasses()
          .should()
          .accessTargetWhere(
              calls(System.class, "currentTimeMillis", "nanoTime")
                  .or(calls(Instant.class, "now"))
                  .or(calls(UUID.class, "randomUUID"))
                  .or(calls(Math.class, "random"))
                  .or(calls(Thread.class, "sleep")))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class);

  private static final ArchRule ITERATES_IN_A_FIXED_ORDER =
      noClasses()
          .should()
          .accessTargetWhere(
              calls(Map.class, "of", "ofEntries", "copyOf").or(calls(Set.class, "of", "copyOf")))
          .because("their iteration order differs from run to run");

  @Test
  void theModuleTouchesOnlyTheJdkWithoutIo() {
    TOUCHES_ONLY_THE_JDK_WITHOUT_IO.check(MODULE);
  }

  @Test
  void theModuleKnowsNeitherTimeNorChance() {
    KNOWS_NEITHER_TIME_NOR_CHANCE.check(MODULE);
  }

  @Test
  void theModuleIteratesInAFixedOrder() {
    ITERATES_IN_A_FIXED_ORDER.check(MODULE);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.atolldb.(*)..").should().beFreeOfCycles().check(MODULE);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ReadsTheClock.class,
        ReadsTheNanoClock.class,
        AsksForNow.class,
        MakesAnId.class,
        RollsDice.class,
        OwnsDice.class,
        Sleeps.class
      })
  void timeAndChanceAreNoticed(Class<?> offender) {
    assertNoticed(KNOWS_NEITHER_TIME_NOR_CHANCE, offender);
  }

  @ParameterizedTest
  @ValueSource(classes = {UsesAMapOf.class, CopiesASet.class})
  void anUnstableOrderIsNoticed(Class<?> offender) {
    assertNoticed(ITERATES_IN_A_FIXED_ORDER, offender);
  }

  @Test
  void inputAndOutputAreNoticed() {
    assertNoticed(TOUCHES_ONLY_THE_JDK_WITHOUT_IO, ReadsAFile.class);
  }

  private static void assertNoticed(ArchRule rule, Class<?> offender) {
    JavaClasses guilty = new ClassFileImporter().importClasses(offender);
    assertThat(rule.evaluate(guilty).hasViolation()).as(offender.getSimpleName()).isTrue();
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... methods) {
    DescribedPredicate<JavaAccess<?>> any = DescribedPredicate.alwaysFalse();
    for (String method : methods)
      any = any.or(target(owner(isExactly(owner))).and(target(name(method))));
    return any;
  }

  private static DescribedPredicate<JavaClass> isExactly(Class<?> type) {
    return JavaClass.Predicates.equivalentTo(type);
  }

  static final class ReadsTheClock {
    long guilt() {
      return System.currentTimeMillis();
    }
  }

  static final class ReadsTheNanoClock {
    long guilt() {
      return System.nanoTime();
    }
  }

  static final class AsksForNow {
    Instant guilt() {
      return Instant.now();
    }
  }

  static final class MakesAnId {
    UUID guilt() {
      return UUID.randomUUID();
    }
  }

  static final class RollsDice {
    double guilt() {
      return Math.random();
    }
  }

  static final class OwnsDice {
    Random guilt() {
      return new Random();
    }
  }

  static final class Sleeps {
    void guilt() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class UsesAMapOf {
    Map<String, String> guilt() {
      return Map.of("a", "b");
    }
  }

  static final class CopiesASet {
    Set<String> guilt(List<String> some) {
      return Set.copyOf(some);
    }
  }

  static final class ReadsAFile {
    boolean guilt(java.io.File file) {
      return file.exists();
    }
  }
}
