package io.atolldb.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.log.CommitLog;
import io.atolldb.log.FileDisk;
import io.atolldb.log.LogLimits;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.region.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A store that cannot be opened costs nothing but the time to make it again.
class StoreRebuildTest {

  private static final long NOW = 1_700_000_000_000L;

  @TempDir private Path data;

  private NodeStorage open() throws StartFailure {
    NodeOptions options =
        CommandLine.populateCommand(
            new NodeOptions(), "--region", Regions.HERE.name(), "--data", data.toString());
    return NodeStorage.open(options, () -> NOW);
  }

  private void damageTheStore() throws IOException {
    for (Path file : files(data.resolve(NodeStorage.STORE))) {
      byte[] noise = new byte[(int) Files.size(file)];
      for (int at = 0; at < noise.length; at++) noise[at] = (byte) (at * 31 + 7);
      Files.write(file, noise);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aDamagedStoreIsPutAsideAndMadeAgainFromTheLog() throws Exception {
    try (NodeStorage storage = open()) {
      Regions.createTable(storage.core());
      Regions.put(storage.core(), "a", "one");
      storage.core().writer().doWork();
    }
    damageTheStore();

    try (NodeStorage storage = open()) {
      assertThat(storage.core().state().read(Regions.TABLE, Regions.key("a")).item())
          .isEqualTo(Regions.item("a", "one"));
    }
    assertThat(data.resolve("store-damaged-" + NOW)).isDirectory();
  }

  @Test
  void whereTheLogHasLostItsBeginningTheWayIsSaid() throws Exception {
    try (NodeStorage storage = open()) {
      assertThat(storage.core().replayed()).isZero();
    }
    for (Path segment : files(data.resolve("log"))) Files.delete(segment);
    var small = new LogLimits(16 << 10, 4 << 20, 4 << 10, 1 << 10);
    try (CommitLog log = CommitLog.open(new FileDisk(data.resolve("log")), small, 0)) {
      byte[] record = LogRecordCodec.encode(new LogRecord.Published(1));
      for (int group = 0; group < 10; group++) log.append(Collections.nCopies(1_000, record));
      log.deleteThrough(5_000);
      assertThat(log.firstSequence()).isGreaterThan(1);
    }
    damageTheStore();

    assertThatThrownBy(this::open)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "Start the region with an empty --data directory while its peers run");
  }
}
