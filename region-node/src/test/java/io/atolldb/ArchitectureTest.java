package io.atolldb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of the tree, each with its reason. Production classes of this module alone.
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("io.atolldb");

  private static final ArchRule OPERATIONS_DECIDE_AND_DO_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.atolldb.operation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.atolldb.writer..",
              "io.atolldb.store..",
              "io.atolldb.log..",
              "io.atolldb.wire..",
              "io.atolldb.region..")
          .because("an operation is a function of the current item; it may be called twice");

  private static final ArchRule THE_STORE_SEES_NO_REQUEST =
      noClasses()
          .that()
          .resideInAnyPackage("io.atolldb.store..", "io.atolldb.log..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.atolldb.wire..", "io.atolldb.request..", "io.atolldb.operation..")
          .because("log and store keep bytes; what they mean is decided elsewhere");

  private static final ArchRule SPRING_STAYS_IN_THE_SHELL =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.atolldb.admin..", "io.atolldb.observe..", "io.atolldb.wiring..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..")
          .because("the rest must be constructible with `new` in a test");

  private static final ArchRule JSON_STAYS_AT_THE_EDGE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.atolldb.wire..", "io.atolldb.rest..", "io.atolldb.admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
          .because("inside there is one binary codec, and no JSON");

  private static final ArchRule NO_OBJECT_MAPPER_ON_THE_DATA_PATH =
      noClasses()
          .that()
          .resideInAnyPackage("io.atolldb.wire..", "io.atolldb.rest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson.databind..", "com.fasterxml.jackson.databind..")
          .because("requests are read by a streaming parser, straight into values");

  private static final ArchRule H2_STAYS_IN_ITS_ADAPTER =
      classes()
          .that()
          .resideInAPackage("org.h2..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage("io.atolldb.store..", "org.h2..")
          .allowEmptyShould(true)
          .because("the store is a port; the engine behind it can change");

  private static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.atolldb.(*)..").should().beFreeOfCycles();

  static Stream<ArchRule> rules() {
    return Stream.of(
        OPERATIONS_DECIDE_AND_DO_NOTHING,
        THE_STORE_SEES_NO_REQUEST,
        SPRING_STAYS_IN_THE_SHELL,
        JSON_STAYS_AT_THE_EDGE,
        NO_OBJECT_MAPPER_ON_THE_DATA_PATH,
        H2_STAYS_IN_ITS_ADAPTER,
        PACKAGES_FORM_NO_CYCLE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theTreeKeepsItsRules(ArchRule rule) {
    rule.check(OURS);
  }
}
