package io.atolldb.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
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
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void everyTypeNamedInTheArchitectureExists() throws IOException {
    assertThat(javaFiles().keySet()).containsAll(typesNamedIn("ARCHITECTURE.md"));
  }

  @Test
  void everyTrapHasTheCodeAndTheTestsThatAreSaidToAnswerIt() throws IOException {
    String traps = Files.readString(ROOT.resolve("docs/traps.md"));
    Map<String, Path> files = javaFiles();
    var missing = new ArrayList<String>();
    Matcher matcher = TEST_NAME.matcher(traps);
    while (matcher.find()) {
      Path file = files.get(matcher.group(1));
      boolean there =
          file != null && Files.readString(file).contains("void " + matcher.group(2) + "(");
      if (!there) missing.add(matcher.group());
    }
    assertThat(missing).as("tests that docs/traps.md names").isEmpty();
    assertThat(files.keySet()).containsAll(typesNamedIn("docs/traps.md"));
    for (int trap = 1; trap <= 28; trap++) assertThat(traps).contains("| T" + trap + " |");
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
  private static Map<String, Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  file -> file,
                  (one, _) -> one));
    }
  }
}
