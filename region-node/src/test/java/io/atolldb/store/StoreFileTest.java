package io.atolldb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

  private static final int PAGE = 512;

  private final Path path;

  StoreFileTest(@TempDir Path parent) {
    path = parent.resolve("pages");
  }

  @BeforeEach
  void isKnownToH2() {
    FilePath.register(new StoreFilePath());
  }

  private FileChannel open(String mode) throws IOException {
    return FilePath.get(StoreFilePath.SCHEME + ":" + path).open(mode);
  }

  private static byte[] page(int number) {
    var bytes = new byte[PAGE];
    for (int at = 0; at < PAGE; at += Integer.BYTES) ByteBuffer.wrap(bytes).putInt(at, number);
    return bytes;
  }

  private static byte[] read(FileChannel file, ByteBuffer into, long position) throws IOException {
    int read = file.read(into, position);
    var bytes = new byte[Math.max(0, read)];
    into.flip().get(bytes);
    return bytes;
  }

  @Test
  void whatIsWrittenIsReadWithEveryKindOfBuffer() throws IOException {
    try (FileChannel file = open("rw")) {
      assertThat(file).isInstanceOf(StoreFile.class);
      ByteBuffer onHeap = ByteBuffer.wrap(page(7)).position(8);
      assertThat(file.write(onHeap, 16)).isEqualTo(PAGE - 8);
      assertThat(onHeap.hasRemaining()).isFalse();
      assertThat(file.write(ByteBuffer.allocateDirect(PAGE).put(page(9)).flip(), PAGE))
          .isEqualTo(PAGE);
      file.force(true);

      assertThat(file.size()).isEqualTo(2 * PAGE);
      assertThat(read(file, ByteBuffer.allocate(PAGE), PAGE)).isEqualTo(page(9));
      assertThat(read(file, ByteBuffer.allocateDirect(PAGE), PAGE)).isEqualTo(page(9));
      assertThat(read(file, ByteBuffer.allocate(8), 16)).containsExactly(0, 0, 0, 7, 0, 0, 0, 7);
    }
    assertThat(Files.size(path)).isEqualTo(2 * PAGE);
  }

  @Test
  void behindTheEndThereIsNothingToRead() throws IOException {
    try (FileChannel file = open("rw")) {
      file.write(ByteBuffer.wrap(page(1)), 0);
      assertThat(file.read(ByteBuffer.allocate(PAGE), PAGE)).isEqualTo(-1);
      assertThat(read(file, ByteBuffer.allocate(PAGE), PAGE - 4)).hasSize(4);
    }
  }

  @Test
  void cuttingItOffNeverMakesItLonger() throws IOException {
    try (FileChannel file = open("rw")) {
      file.write(ByteBuffer.wrap(page(1)), 0);
      file.truncate(4 * PAGE);
      assertThat(file.size()).isEqualTo(PAGE);
      file.truncate(100);
      assertThat(file.size()).isEqualTo(100);
    }
  }

  @Test
  void aFileThatIsOnlyReadIsNotWritten() throws IOException {
    Files.write(path, page(3));
    try (FileChannel file = open("r")) {
      assertThat(read(file, ByteBuffer.allocate(PAGE), 0)).isEqualTo(page(3));
      assertThatThrownBy(() -> file.write(ByteBuffer.wrap(page(4)), 0))
          .isInstanceOf(NonWritableChannelException.class);
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(page(3));
  }

  @Test
  void nobodyElseLocksItWhileItIsLocked() throws IOException {
    try (FileChannel file = open("rw");
        FileChannel other = open("rw")) {
      assertThat(file.tryLock(0, Long.MAX_VALUE, false)).isNotNull();
      assertThatThrownBy(() -> other.tryLock(0, Long.MAX_VALUE, false))
          .isInstanceOf(OverlappingFileLockException.class);
    }
  }

  /// Half of the readers are interrupted; beside them somebody writes.
  @Test
  void readersNeitherMixPagesNorCloseTheFile() throws Exception {
    int pages = 200;
    int readers = 24;
    try (FileChannel file = open("rw");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < pages; at++) file.write(ByteBuffer.wrap(page(at)), (long) at * PAGE);
      List<Future<Boolean>> reading = new ArrayList<>();
      for (int reader = 0; reader < readers; reader++) {
        int number = reader;
        reading.add(threads.submit(() -> readAll(file, pages, number % 2 == 0)));
      }
      for (int at = 0; at < pages; at++) file.write(ByteBuffer.wrap(page(at)), (long) at * PAGE);
      for (Future<Boolean> each : reading) assertThat(whole(each)).isTrue();
      assertThat(file.isOpen()).isTrue();
    }
  }

  private static boolean readAll(FileChannel file, int pages, boolean interrupted)
      throws IOException {
    if (interrupted) Thread.currentThread().interrupt();
    for (int at = 0; at < pages; at++) {
      assertThat(read(file, ByteBuffer.allocate(PAGE), (long) at * PAGE)).isEqualTo(page(at));
    }
    return Thread.currentThread().isInterrupted() == interrupted;
  }

  private static boolean whole(Future<Boolean> reading) throws InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    }
  }
}
