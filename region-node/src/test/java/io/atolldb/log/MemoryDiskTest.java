package io.atolldb.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MemoryDiskTest {

  private static void write(DiskFile file, String text, long position) throws IOException {
    file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), position);
  }

  private static String content(MemoryDisk disk, String name) throws IOException {
    try (DiskFile file = disk.open(name)) {
      ByteBuffer target = ByteBuffer.allocate((int) file.size());
      file.read(target, 0);
      return new String(target.array(), UTF_8);
    }
  }

  @Test
  void aCrashKeepsWhatWasForcedAndAnyPartOfTheRest() throws IOException {
    var after = new TreeSet<String>();
    for (long seed = 0; seed < 300; seed++) {
      var disk = new MemoryDisk(1000);
      try (DiskFile file = disk.open("a")) {
        write(file, "island", 0);
        file.force();
        disk.forceNames();
        write(file, "LAG", 0);
        write(file, "oon!", 3);
      }
      disk.crash(new SplittableRandom(seed));
      after.add(content(disk, "a"));
    }
    assertThat(after)
        .contains("island", "LAGand", "isloon!", "LAGoon!", "Lsland", "islood")
        .allMatch(each -> each.matches("(isl|Lsl|LAl|LAG)(and|ond|ood|oon!?)"));
  }

  @Test
  void aCrashKeepsNamesAsTheyWereAtSomeMoment() throws IOException {
    var after = new ArrayList<List<String>>();
    for (long seed = 0; seed < 100; seed++) {
      var disk = new MemoryDisk(1000);
      disk.open("a").close();
      disk.forceNames();
      disk.rename("a", "b");
      disk.open("c").close();
      disk.delete("b");
      disk.crash(new SplittableRandom(seed));
      after.add(disk.names());
    }
    assertThat(after)
        .contains(List.of("a"), List.of("b"), List.of("b", "c"), List.of("c"))
        .doesNotContain(List.of("a", "b"), List.of());
  }

  @Test
  void filesThatWereOpenDuringACrashAreGone() throws IOException {
    var disk = new MemoryDisk(1000);
    DiskFile file = disk.open("a");
    disk.crash(new SplittableRandom(1));
    assertThatThrownBy(() -> write(file, "x", 0)).hasMessageContaining("crashed");
  }

  @Test
  void aFullDiskTakesWhatFits() throws IOException {
    var disk = new MemoryDisk(10);
    try (DiskFile file = disk.open("a")) {
      assertThatThrownBy(() -> write(file, "0123456789ab", 0)).isInstanceOf(DiskFull.class);
      assertThat(content(disk, "a")).isEqualTo("0123456789");
      assertThat(disk.usableBytes()).isZero();
      write(file, "again", 5);
      file.truncate(8);
      assertThat(disk.usableBytes()).isEqualTo(2);
    }
  }
}
