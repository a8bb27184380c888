package io.atolldb.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A map with a street that no longer exists is worse than no map.
class MapIsTrueTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TYPE_NAME = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w+)#([a-z]\\w+)`");
  private static final Pattern FAULT = Pattern.compile("`([A-Z]+_[A-Z_]+)`");
  private static final Pattern DIALOGUE = Pattern.compile("the dialogue `([a-z-]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void everyTypeNamedInTheArchitectureExists() throws IOException {
    assertThat(javaFiles().keySet()).containsAll(typesNamedIn("ARCHITECTURE.md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/evidence.md", "docs/traps.md"})
  void everyTestAndTypeThatIsNamedExists(String document) throws IOException {
    Map<String, List<Path>> files = javaFiles();
    var missing = new ArrayList<String>();
    Matcher matcher = TEST_NAME.matcher(Files.readString(ROOT.resolve(document)));
    while (matcher.find()) {
      boolean there = false;
      for (Path file : files.getOrDefault(matcher.group(1), List.of())) {
        there |= Files.readString(file).contains("void " + matcher.group(2) + "(");
      }
      if (!there) missing.add(matcher.group());
    }
    assertThat(missing).as("tests that " + document + " names").isEmpty();
    assertThat(files.keySet()).containsAll(typesNamedIn(document));
  }

  /// Faults of the simulation and dialogues are named there too.
  @Test
  void everyTrapIsTestedByAtLeastOneTestAndEveryFaultNamedThereExists() throws IOException {
    var rows = new TreeMap<String, String>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/traps.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 6 && cells[1].strip().matches("T\\d+")) {
        rows.put(cells[1].strip(), cells[4]);
      }
    }
    for (int trap = 1; trap <= 28; trap++) assertThat(rows).containsKey("T" + trap);
    String faults =
        Files.readString(
            ROOT.resolve("chaos-tests/src/main/java/io/atolldb/simulation/Nemesis.java"));
    Path dialogues = ROOT.resolve("chaos-tests/src/test/resources/dialogues");
    rows.forEach((trap, tests) -> {
      assertThat(tests).as(trap).containsPattern("`\\w+(Test|IT)[`#]");
      for (String fault : allIn(FAULT, tests)) assertThat(faults).as(trap).contains(fault);
      for (String dialogue : allIn(DIALOGUE, tests)) {
        assertThat(dialogues.resolve(dialogue + ".txt")).as(trap).exists();
      }
    });
  }

  private static List<String> allIn(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  @Test
  void everyPromiseNamesATestOrARun() throws IOException {
    var without = new ArrayList<String>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/evidence.md"))) {
      boolean promise = line.startsWith("| ") && !line.startsWith("| promise |");
      boolean proved =
          line.contains("Test`")
              || TEST_NAME.matcher(line).find()
              || line.contains("`clients/run`");
      if (promise && !proved) without.add(line);
    }
    assertThat(without).isEmpty();
  }

  private static Set<String> typesNamedIn(String document) throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = TYPE_NAME.matcher(Files.readString(ROOT.resolve(document)));
    while (matcher.find()) named.add(matcher.group(1));
    assertThat(named).as("types in " + document).isNotEmpty();
    return named;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "API_COVERAGE.md",
        "clients/README.md",
        "docs/conflicts-and-proof.md",
        "docs/evidence.md",
        "docs/global-tables.md",
        "docs/merge-policies.md",
        "docs/traps.md",
        "docs/tutorial.md"
      })
  void everyLinkLeadsSomewhere(String document) throws IOException {
    Path file = ROOT.resolve(document);
    var broken = new ArrayList<String>();
    Matcher matcher = LINK.matcher(Files.readString(file));
    while (matcher.find()) {
      Path target = file.resolveSibling(matcher.group(1));
      if (!Files.exists(target)) broken.add(matcher.group(1));
    }
    assertThat(broken).as("links in " + document).isEmpty();
  }

  /// By the name of the type.
  private static Map<String, List<Path>> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.groupingBy(file -> file.getFileName().toString().replace(".java", "")));
    }
  }
}
