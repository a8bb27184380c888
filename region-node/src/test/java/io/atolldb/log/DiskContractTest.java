package io.atolldb.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {true, false})
class DiskContractTest {

  private final boolean real;
  private Disk disk;

  DiskContractTest(boolean real) {
    this.real = real;
  }

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    disk = real ? new FileDisk(directory) : new MemoryDisk(1 << 20);
  }

  private static void write(DiskFile file, String text, long position) throws IOException {
    file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), position);
  }

  private static String read(DiskFile file, long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    assertThat(file.read(target, position)).isEqualTo(target.position());
    return new String(target.array(), 0, target.position(), UTF_8);
  }

  @Test
  void aFileIsMadeByOpeningIt() throws IOException {
    try (DiskFile file = disk.open("b")) {
      assertThat(file.size()).isZero();
    }
    disk.open("a").close();
    assertThat(disk.names()).containsExactly("a", "b");
  }

  @Test
  void whatIsWrittenAtAPositionIsReadThere() throws IOException {
    try (DiskFile file = disk.open("a")) {
      write(file, "island", 20_000);
      write(file, "lagoon", 3);
      assertThat(file.size()).isEqualTo(20_006);
      assertThat(read(file, 20_000, 100)).isEqualTo("island");
      assertThat(read(file, 0, 9)).isEqualTo("\0\0\0lagoon");
      assertThat(read(file, 20_006, 5)).isEmpty();
      assertThat(read(file, 90_000, 5)).isEmpty();
      file.force();
    }
    try (DiskFile again = disk.open("a")) {
      assertThat(read(again, 20_003, 100)).isEqualTo("and");
    }
  }

  @Test
  void aTruncatedFileEndsEarlierAndIsZerosWhenItGrowsAgain() throws IOException {
    try (DiskFile file = disk.open("a")) {
      write(file, "island", 0);
      file.truncate(2);
      assertThat(file.size()).isEqualTo(2);
      write(file, "!", 5);
      assertThat(read(file, 0, 10)).isEqualTo("is\0\0\0!");
    }
  }

  @Test
  void aRenamedFileReplacesAndStaysOpen() throws IOException {
    try (DiskFile replaced = disk.open("old")) {
      write(replaced, "old", 0);
    }
    try (DiskFile file = disk.open("new")) {
      write(file, "new", 0);
      disk.rename("new", "old");
      disk.forceNames();
      write(file, "er", 3);
    }
    assertThat(disk.names()).containsExactly("old");
    try (DiskFile file = disk.open("old")) {
      assertThat(read(file, 0, 10)).isEqualTo("newer");
    }
  }

  @Test
  void aDeletedFileCanBeReadByWhoHasItOpen() throws IOException {
    try (DiskFile file = disk.open("a")) {
      write(file, "island", 0);
      disk.delete("a");
      assertThat(disk.names()).isEmpty();
      assertThat(read(file, 0, 6)).isEqualTo("island");
    }
    try (DiskFile another = disk.open("a")) {
      assertThat(another.size()).isZero();
    }
  }

  @Test
  void whatIsNotThereIsNeitherDeletedNorRenamed() {
    assertThatThrownBy(() -> disk.delete("a")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> disk.rename("a", "b")).isInstanceOf(IOException.class);
  }

  @Test
  void thereIsRoomAndAClosedFileTakesNothing() throws IOException {
    assertThat(disk.usableBytes()).isPositive();
    DiskFile file = disk.open("a");
    file.close();
    assertThatThrownBy(() -> write(file, "x", 0)).isInstanceOf(IOException.class);
  }
}
