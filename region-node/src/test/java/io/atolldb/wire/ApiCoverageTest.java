package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.region.FakePorts;
import io.atolldb.region.FakeRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `API_COVERAGE.md` says what is served, and says it truly.
class ApiCoverageTest {

  private static final Path COVERAGE = Path.of("..", "API_COVERAGE.md");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z][A-Za-z]+)[ ,].*\\|$");
  private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");

  private static String coverage;
  private static SortedSet<String> served;
  private static SortedSet<String> rows;
  private static SortedSet<String> named;
  private static SortedSet<String> tests;

  @BeforeAll
  static void read() throws IOException {
    coverage = Files.readString(COVERAGE);
    rows = all(ROW, coverage);
    named = all(NAMED_TEST, coverage);
    served = new TreeSet<>();
    var ports = new FakePorts(FakeRegion.withUsualTables()).ports();
    for (OperationRow<?, ?> row : OperationTable.of(ports).rows()) served.add(row.name());
    try (Stream<Path> files = Files.walk(TESTS)) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Test.java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static SortedSet<String> all(Pattern pattern, String text) {
    var found = new TreeSet<String>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) found.add(matcher.group(1));
    return found;
  }

  @Test
  void everyOperationThatIsServedHasARowAndNoOtherHas() {
    assertThat(rows).isEqualTo(served).isNotEmpty();
  }

  @Test
  void theRowOfEveryOperationNamesATest() {
    for (String operation : served) {
      Pattern row = Pattern.compile("(?m)^\\| " + operation + "[ ,].*`[A-Z][A-Za-z]+Test`.*\\|$");
      assertThat(coverage).as(operation).containsPattern(row);
    }
  }

  @Test
  void everyTestThatIsNamedExists() {
    assertThat(tests).containsAll(named);
  }
}
