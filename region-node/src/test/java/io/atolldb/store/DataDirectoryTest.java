package io.atolldb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.RegionId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  private static final RegionId OREGON = new RegionId("us-west-2");
  private static final RegionId IRELAND = new RegionId("eu-west-1");

  private final Path path;

  DataDirectoryTest(@TempDir Path parent) {
    this.path = parent.resolve("data");
  }

  private void isRefused(String cluster, RegionId region, String reason) {
    assertThatThrownBy(() -> DataDirectory.open(path, cluster, region))
        .isInstanceOf(DirectoryRefused.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void aDirectoryIsMadeAndTakenAgainByItsRegion() throws Exception {
    try (DataDirectory directory = DataDirectory.open(path, "demo", OREGON)) {
      assertThat(directory.folder("log")).isDirectory();
      assertThat(directory.folder("log")).isEqualTo(path.resolve("log"));
    }
    try (DataDirectory directory = DataDirectory.open(path, "demo", OREGON)) {
      assertThat(directory.path()).isEqualTo(path);
    }
  }

  @Test
  void theDirectoryOfAnotherRegionOrClusterIsRefused() throws Exception {
    DataDirectory.open(path, "demo", OREGON).close();

    isRefused("demo", IRELAND, "belongs to region us-west-2, not to region eu-west-1");
    isRefused("live", OREGON, "belongs to cluster demo, not to cluster live");
  }

  @Test
  void theDirectoryOfALaterFormatIsRefused() throws Exception {
    DataDirectory.open(path, "demo", OREGON).close();
    Path stamp = path.resolve(DataDirectory.STAMP);
    Files.writeString(stamp, Files.readString(stamp).replace("format 1", "format 2"));

    isRefused("demo", OREGON, "belongs to format 2, not to format 1");
  }

  @Test
  void aDirectoryInUseIsRefusedUntilItIsClosed() throws Exception {
    try (DataDirectory inUse = DataDirectory.open(path, "demo", OREGON)) {
      assertThat(inUse.path()).isDirectory();
      isRefused("demo", OREGON, "in use");
    }
    DataDirectory.open(path, "demo", OREGON).close();
  }

  @Test
  void aDirectoryWithFilesOfSomebodyElseIsRefused() throws Exception {
    Files.createDirectories(path.resolve("lost+found"));
    Files.writeString(path.resolve("thesis.txt"), "chapter one");

    isRefused("demo", OREGON, "holds thesis.txt");
    Files.delete(path.resolve("thesis.txt"));
    DataDirectory.open(path, "demo", OREGON).close();
  }

  @Test
  void aStampThatCannotBeReadIsRefused() throws Exception {
    DataDirectory.open(path, "demo", OREGON).close();
    Files.writeString(path.resolve(DataDirectory.STAMP), "");

    isRefused("demo", OREGON, "cannot be read");
  }
}
