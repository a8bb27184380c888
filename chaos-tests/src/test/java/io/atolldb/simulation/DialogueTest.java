package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden dialogues: comments, a command, a line of dashes, the answer. A change of behaviour shows
/// up as a diff of sentences. `-Datoll.dialogues=rewrite` writes the answers anew; never do it by
/// hand.
class DialogueTest {

  private static final Path DIALOGUES = Path.of("src/test/resources/dialogues");
  private static final String DASHES = "----";

  static Stream<Path> dialogues() throws IOException {
    try (var files = Files.list(DIALOGUES)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void everyAnswerIsTheOneWrittenDown(Path dialogue) throws IOException {
    String written = Files.readString(dialogue);
    String spoken = spoken(written);
    if ("rewrite".equals(System.getProperty("atoll.dialogues"))) {
      Files.writeString(dialogue, spoken);
    }
    assertThat(spoken).as("%s", dialogue).isEqualTo(Files.readString(dialogue));
  }

  /// The dialogue with the answers that are given now.
  private static String spoken(String written) {
    var interpreter = new DialogueWorld();
    List<String> spoken = new ArrayList<>();
    for (String paragraph : written.strip().split("\n\n", -1)) {
      List<String> lines = paragraph.lines().toList();
      int dashes = lines.indexOf(DASHES);
      List<String> asked = lines.subList(0, dashes < 0 ? lines.size() : dashes);
      String command = asked.getLast();
      if (command.startsWith("#")) {
        spoken.add(paragraph);
        continue;
      }
      spoken.add(String.join("\n", asked) + "\n" + DASHES + "\n" + interpreter.answer(command));
    }
    return String.join("\n\n", spoken) + "\n";
  }
}
