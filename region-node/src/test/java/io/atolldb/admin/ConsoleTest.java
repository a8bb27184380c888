package io.atolldb.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The console comes from the region alone: what its pages name is there, under the name that they
/// use. What it does is tried in a browser, by `clients/javascript/console.js`.
class ConsoleTest {

  private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from '\\./([^']+)'");
  private static final Pattern ID_MADE = Pattern.compile(" id=\"([^\"]+)\"");
  private static final Pattern ID_USED =
      Pattern.compile("(?:byId|getElementById|new Lines)\\('([^']+)'\\)");

  private static String resource(String path) {
    try (InputStream found = ConsoleTest.class.getResourceAsStream(path)) {
      assertThat(found).as(path).isNotNull();
      return new String(found.readAllBytes(), UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static TreeSet<String> all(Pattern pattern, String text) {
    var found = new TreeSet<String>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) found.add(matcher.group(1));
    return found;
  }

  /// The modules that the page needs, by their names.
  private static SortedMap<String, String> modules() {
    var read = new TreeMap<String, String>();
    var wanted = new ArrayDeque<String>();
    wanted.add("console.js");
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      if (read.containsKey(name)) continue;
      String text = resource("/static/console/" + name);
      read.put(name, text);
      wanted.addAll(all(IMPORTED, text));
    }
    return read;
  }

  @Test
  void whatThePageNamesIsServed() {
    var linked = all(LINKED, resource("/static/index.html"));
    assertThat(linked).contains("console/console.js", "console/console.css");
    for (String path : linked) {
      if (path.startsWith("api/") || path.startsWith("actuator/")) continue;
      String folder = path.startsWith("webjars/") ? "/META-INF/resources/" : "/static/";
      assertThat(resource(folder + path)).as(path).isNotEmpty();
    }
  }

  @Test
  void whatTheModulesLookForIsOnThePage() {
    var made = all(ID_MADE, resource("/static/index.html"));
    var modules = modules();
    assertThat(modules).hasSizeGreaterThan(5);
    modules.forEach((name, text) -> assertThat(made).as(name).containsAll(all(ID_USED, text)));
  }

  /// Names of items and tables are written by clients: none of them may become markup or script.
  @Test
  void nothingThatARegionSaysBecomesMarkup() {
    modules()
        .forEach((name, text) ->
            assertThat(text)
                .as(name)
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval("));
    assertThat(resource("/static/index.html")).contains("default-src 'self'");
  }
}
