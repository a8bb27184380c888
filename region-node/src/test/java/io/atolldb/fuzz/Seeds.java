package io.atolldb.fuzz;

import io.atolldb.fuzz.RawConnection.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Valid requests for every operation: one file for each, one request a line, the operation's name
/// before it. A file may begin with requests of other operations that its own ones stand on.
///
/// `<Name>` in a request stands for the string that an answer before it gave for the member Name.
final class Seeds {

  /// A valid request.
  record Seed(String operation, String body) {}

  private static final Path FOLDER = Path.of("src", "test", "resources", "seeds");
  private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Z][A-Za-z]+)>");

  private final List<Seed> script;
  private final SortedMap<String, List<Seed>> byOperation = new TreeMap<>();
  private final Map<String, String> answered = new TreeMap<>();

  private Seeds(List<Seed> script) {
    this.script = script;
  }

  /// Tables are created first and deleted last; in between, the order is that of the alphabet.
  static Seeds read() throws IOException {
    Comparator<String> order =
        Comparator.comparing((String name) -> !name.equals("CreateTable"))
            .thenComparing(name -> name.equals("DeleteTable"))
            .thenComparing(Comparator.naturalOrder());
    var names = new ArrayList<String>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files.map(file -> file.getFileName().toString().replace(".txt", "")).forEach(names::add);
    }
    names.sort(order);
    var lines = new ArrayList<Seed>();
    for (String name : names) {
      for (String line : Files.readAllLines(FOLDER.resolve(name + ".txt"))) {
        if (line.isBlank() || line.startsWith("#")) continue;
        int blank = line.indexOf(' ');
        lines.add(new Seed(line.substring(0, blank), line.substring(blank + 1)));
      }
    }
    return new Seeds(lines);
  }

  /// The operations that have a valid request, with all of these, as they were last sent.
  SortedMap<String, List<Seed>> byOperation() {
    return byOperation;
  }

  /// Sends all of them, and gives those that were not answered with 200.
  List<String> sendAll(RawConnection connection) throws IOException {
    byOperation.clear();
    var refused = new ArrayList<String>();
    for (Seed line : script) {
      Seed seed = new Seed(line.operation(), filledIn(line.body()));
      byOperation.computeIfAbsent(seed.operation(), _ -> new ArrayList<>()).add(seed);
      Reply reply =
          connection.exchange(
              Request.of(seed.operation(), seed.body().getBytes(StandardCharsets.UTF_8)));
      if (reply == null || reply.status() != 200) {
        refused.add(seed + " -> " + (reply == null ? "nothing" : reply.text()));
      } else {
        remember(JsonMapper.shared().readTree(reply.body()), null);
      }
    }
    return refused;
  }

  private String filledIn(String body) {
    Matcher matcher = PLACEHOLDER.matcher(body);
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(answered.getOrDefault(found.group(1), found.group())));
  }

  private void remember(JsonNode node, @Nullable String name) {
    if (node.isString() && name != null) answered.put(name, node.stringValue());
    if (node.isArray()) for (JsonNode element : node) remember(element, null);
    node.properties().forEach(entry -> remember(entry.getValue(), entry.getKey()));
  }
}
