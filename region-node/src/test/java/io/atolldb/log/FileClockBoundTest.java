package io.atolldb.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.ClockBound.NotPersisted;
import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FileClockBoundTest {

  private static final int FILE_BYTES = FileClockBound.COPY_DISTANCE_BYTES + 12;

  private final FaultyDisk disk = new FaultyDisk();

  private long restored() throws IOException {
    try (FileClockBound bound = FileClockBound.open(disk)) {
      return bound.restored();
    }
  }

  @Test
  void aNewBoundIsZero() throws IOException {
    assertThat(restored()).isZero();
    assertThat(restored()).isZero();
  }

  @Test
  void theHighestBoundIsRestored() throws Exception {
    try (FileClockBound bound = FileClockBound.open(disk)) {
      bound.raiseTo(10);
      bound.raiseTo(30);
      bound.raiseTo(20);
      assertThat(bound.restored()).isEqualTo(30);
    }
    assertThat(restored()).isEqualTo(30);
  }

  @Test
  void noCrashTakesABoundBackThatWasPromised() throws Exception {
    for (long seed = 1; seed <= 300; seed++) {
      var chance = new SplittableRandom(seed);
      var memory = new MemoryDisk(Long.MAX_VALUE);
      var failing = new FaultyDisk(memory);
      long promised = 0;
      for (int life = 0; life < 4; life++) {
        try (FileClockBound bound = FileClockBound.open(failing)) {
          assertThat(bound.restored()).as("seed %d", seed).isBetween(promised, promised + 7);
          failing.failsForcesAfter(chance.nextInt(8));
          for (promised = bound.restored(); ; promised += 7) bound.raiseTo(promised + 7);
        } catch (NotPersisted | IOException powerIsGone) {
          failing.worksAgain();
          memory.crash(chance);
        }
      }
    }
  }

  @Test
  void everySingleBitFlipIsHarmless() throws Exception {
    try (FileClockBound bound = FileClockBound.open(disk)) {
      bound.raiseTo(0x1234_5678_9ABCL);
    }
    for (int bit = 0; bit < FILE_BYTES * Byte.SIZE; bit++) {
      if (bit == 12 * Byte.SIZE) bit = FileClockBound.COPY_DISTANCE_BYTES * Byte.SIZE;
      disk.flips(FileClockBound.NAME, bit);
      assertThat(restored()).as("bit %d", bit).isEqualTo(0x1234_5678_9ABCL);
    }
  }

  @Test
  void aFileThatIsDamagedInBothCopiesIsRefused() throws Exception {
    try (FileClockBound bound = FileClockBound.open(disk)) {
      bound.raiseTo(77);
    }
    try (DiskFile file = disk.open(FileClockBound.NAME)) {
      file.write(ByteBuffer.allocate(FILE_BYTES), 0);
    }
    assertThatThrownBy(this::restored).hasMessageContaining("both copies");
  }

  @Test
  void afterAFailedForceNothingIsPromised() throws Exception {
    try (FileClockBound bound = FileClockBound.open(disk)) {
      disk.failsForcesAfter(0);
      assertThatThrownBy(() -> bound.raiseTo(10)).isInstanceOf(NotPersisted.class);
      disk.worksAgain();
      assertThatThrownBy(() -> bound.raiseTo(10)).isInstanceOf(NotPersisted.class);
    }
  }
}
