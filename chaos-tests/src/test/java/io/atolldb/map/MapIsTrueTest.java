package io.atolldb.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void everyTypeNamedInTheArchitectureExists() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = TYPE_NAME.matcher(Files.readString(ROOT.resolve("ARCHITECTURE.md")));
    while (matcher.find()) named.add(matcher.group(1));

    assertThat(named).as("types in ARCHITECTURE.md").isNotEmpty();
    assertThat(javaFiles()).containsAll(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "API_COVERAGE.md",
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

  private static Set<String> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
