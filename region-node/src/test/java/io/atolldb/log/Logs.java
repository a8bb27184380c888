package io.atolldb.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Records as tests write and read them: as text.
final class Logs {

  /// Small enough that a test fills many segments and reads from all of them.
  static final LogLimits SMALL = new LogLimits(4096, 64 << 10, 2048, 0);

  private Logs() {}

  static List<byte[]> group(String... records) {
    return Stream.of(records).map(each -> each.getBytes(UTF_8)).toList();
  }

  /// Every record of the log, read in small pages. Their sequences are those that follow each
  /// other.
  static List<String> all(CommitLog log) throws LogDamaged, IOException {
    List<String> texts = new ArrayList<>();
    for (long after = log.firstSequence() - 1; after < log.lastSequence(); ) {
      for (LoggedRecord each : log.read(after, 3, 1000)) {
        assertThat(each.sequence()).isEqualTo(after + 1);
        texts.add(new String(each.bytes(), UTF_8));
        after++;
      }
    }
    return texts;
  }
}
