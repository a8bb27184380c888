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
import java.util.Set;
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
/// A line that begins with `!` is refused however it is asked, since its operation always refuses.
/// Files of operations that are not served are left alone.
///
/// `<Name>` in a request stands for the string that an answer before it gave for the member Name.
final class Seeds {

  /// A request of the right form; `refused` if its operation has no other answer.
  record Seed(String operation, String body, boolean refused) {}

  private static final Path FOLDER = Path.of("src", "test", "resources", "seeds");
  private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Z][A-Za-z]+)>");

  private final List<Seed> script;
  private final SortedMap<String, List<Seed>> byOperation = new TreeMap<>();
  private final Map<String, String> answered = new TreeMap<>();

  private Seeds(List<Seed> script) {
    this.script = script;
  }

  /// Tables are created first and deleted last; in between, the order is that of the alphabet.
  static Seeds read(Set<String> served) throws IOException {
    Comparator<String> order =
        Comparator.comparing((String name) -> !name.equals("CreateTable"))
            .thenComparing(name -> name.equals("DeleteTable"))
            .thenComparing(Comparator.naturalOrder());
    var names = new ArrayList<String>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files.map(file -> file.getFileName().toString().replace(".txt", "")).forEach(names::add);
    }
    names.removeIf(name -> !served.contains(name));
    names.sort(order);
    var lines = new ArrayList<Seed>();
    for (String name : names) {
      for (String line : Files.readAllLines(FOLDER.resolve(name + ".txt"))) {
        if (line.isBlank() || line.startsWith("#")) continue;
        boolean refused = line.startsWith("! ");
        String[] parts = line.substring(refused ? 2 : 0).split(" ", 2);
        lines.add(new Seed(parts[0], parts[1], refused));
      }
    }
    return new Seeds(lines);
  }

  /// The operations that have a valid request, with all of these, as they were last sent.
  SortedMap<String, List<Seed>> byOperation() {
    return byOperation;
  }

  /// Sends all of them, and gives those that were not answered as they should be.
  List<String> sendAll(RawConnection connection) throws IOException {
    byOperation.clear();
    var refused = new ArrayList<String>();
    for (Seed line : script) {
      Seed seed = new Seed(line.operation(), filledIn(line.body()), line.refused());
      byOperation.computeIfAbsent(seed.operation(), _ -> new ArrayList<>()).add(seed);
      Reply reply =
          connection.exchange(
              Request.of(seed.operation(), seed.body().getBytes(StandardCharsets.UTF_8)));
      boolean done = reply != null && reply.status() == 200;
      if (reply == null || done == seed.refused()) {
        refused.add(seed + " -> " + (reply == null ? "nothing" : reply.text()));
      } else if (done) {
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
