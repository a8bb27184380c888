package io.atolldb.log;

import static io.atolldb.log.Logs.SMALL;
import static io.atolldb.log.Logs.all;
import static io.atolldb.log.Logs.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atolldb.log.Disk.DiskFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bytes that were durable change, one bit or many.
class CommitLogDamageTest {

  private final FaultyDisk disk = new FaultyDisk();

  /// Where each group begins and ends, in order.
  private final List<Place> places = new ArrayList<>();

  private record Place(String file, int from, int to, long lastSequence) {}

  private void appendGroups(int groups) throws Exception {
    try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
      for (int each = 0; each < groups; each++) {
        long last = log.append(group("record " + each, "y".repeat(each % 50)));
        int bytes = GroupFrame.frameBytes(8 + ("record " + each).length() + each % 50);
        String file = "%019d.log".formatted(log.segmentStarts()[log.segmentStarts().length - 1]);
        int from = Segment.HEADER_BYTES;
        if (!places.isEmpty() && places.getLast().file().equals(file)) from = places.getLast().to();
        places.add(new Place(file, from, from + bytes, last));
      }
    }
  }

  private void isDamaged(long proven, String file, int offset, String story) {
    LogDamaged damaged =
        catchThrowableOfType(
            LogDamaged.class,
            () -> {
              try (CommitLog log = CommitLog.open(disk, SMALL, proven)) {
                all(log);
              }
            });
    assertThat(damaged).as(story).isNotNull();
    assertThat(damaged.file()).as(story).isEqualTo(file);
    assertThat(damaged.offset()).as(story).isEqualTo(offset);
  }

  @Test
  void everyBitFlipInAGroupThatIsNotTheLastIsFoundAndNamed() throws Exception {
    appendGroups(60);
    assertThat(places.getLast().file()).isNotEqualTo(places.getFirst().file());
    for (Place place : places.subList(0, places.size() - 1)) {
      for (int bit = place.from() * 8; bit < place.to() * 8; bit++) {
        disk.flips(place.file(), bit);
        isDamaged(0, place.file(), place.from(), "bit " + bit + " of " + place);
        disk.flips(place.file(), bit);
      }
    }
  }

  @Test
  void everyBitFlipInWhatTheStoreHasAppliedIsFoundAndNamed() throws Exception {
    appendGroups(3);
    Place last = places.getLast();
    for (int bit = last.from() * 8; bit < last.to() * 8; bit++) {
      disk.flips(last.file(), bit);
      isDamaged(last.lastSequence(), last.file(), last.from(), "bit " + bit);
      disk.flips(last.file(), bit);
    }
  }

  @Test
  void everyBitFlipInASegmentsHeaderIsFound() throws Exception {
    appendGroups(60);
    for (String file : List.of(places.getFirst().file(), places.getLast().file())) {
      for (int bit = 0; bit < Segment.HEADER_BYTES * 8; bit++) {
        disk.flips(file, bit);
        isDamaged(0, file, 0, "bit " + bit + " of " + file);
        disk.flips(file, bit);
      }
    }
  }

  @Test
  void damageBeforeWhatTheStoreHasIsFoundWhenItIsRead() throws Exception {
    appendGroups(60);
    Place old = places.get(1);
    disk.flips(old.file(), old.from() * 8L + 300);
    try (CommitLog log = CommitLog.open(disk, SMALL, 120)) {
      assertThat(log.lastSequence()).isEqualTo(120);
      assertThat(log.read(0, 1, 100)).hasSize(1);
      assertThatThrownBy(() -> all(log))
          .isInstanceOf(LogDamaged.class)
          .hasMessageContaining(old.file())
          .hasMessageContaining("offset " + old.from());
    }
  }

  @Test
  void aFlipInALastGroupThatNobodyHasSeenCutsItOff() throws Exception {
    appendGroups(3);
    Place last = places.getLast();
    disk.flips(last.file(), last.from() * 8L + 200);
    try (CommitLog log = CommitLog.open(disk, SMALL, 4)) {
      assertThat(log.lastSequence()).isEqualTo(4);
      TornTail torn = log.tornTail();
      assertThat(torn).isNotNull();
      assertThat(torn.file()).isEqualTo(last.file());
      assertThat(torn.offset()).isEqualTo(last.from());
      assertThat(log.append(group("again"))).isEqualTo(5);
    }
    try (CommitLog log = CommitLog.open(disk, SMALL, 5)) {
      assertThat(log.tornTail()).isNull();
      assertThat(all(log)).hasSize(5).endsWith("again");
    }
  }

  @Test
  void groupsThatBecameZerosAreDamageUnlessNothingProvesThem() throws Exception {
    appendGroups(3);
    Place second = places.get(1);
    try (DiskFile file = disk.open(second.file())) {
      file.write(ByteBuffer.allocate(1000), second.from());
    }
    isDamaged(3, second.file(), second.from(), "the store knows of one of them");
    try (CommitLog log = CommitLog.open(disk, SMALL, 2)) {
      assertThat(log.lastSequence()).isEqualTo(2);
    }
  }

  @Test
  void aMissingSegmentIsDamage() throws Exception {
    appendGroups(200);
    List<String> segments = disk.names().stream().filter(Segment::isName).toList();
    assertThat(segments).hasSizeGreaterThan(2);
    disk.delete(segments.get(1));
    assertThatThrownBy(() -> CommitLog.open(disk, SMALL, 0))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining(segments.get(0));
  }

  @Test
  void aLogThatIsGoneIsDamageIfTheStoreKnowsOfIt() {
    assertThatThrownBy(() -> CommitLog.open(disk, SMALL, 1)).isInstanceOf(LogDamaged.class);
  }

  @Test
  void aTornGroupWhoseRecordsLookLikeGroupsIsStillCut() throws Exception {
    appendGroups(2);
    byte[] wholeFile = new byte[places.getLast().to()];
    try (DiskFile file = disk.open(places.getLast().file())) {
      file.read(ByteBuffer.wrap(wholeFile), 0);
    }
    // The bytes of a log of the same sequences, as a client of another node might store them.
    var other = new FaultyDisk();
    try (CommitLog log = CommitLog.open(other, SMALL, 0)) {
      log.append(group("a", "b"));
      log.append(group("c", "d"));
      log.append(List.of(wholeFile));
    }
    String name = places.getLast().file();
    other.flips(name, (Segment.HEADER_BYTES + 2 * 48L) * 8);
    try (CommitLog log = CommitLog.open(other, SMALL, 0)) {
      assertThat(log.tornTail()).isNotNull();
      assertThat(all(log)).containsExactly("a", "b", "c", "d");
    }
  }
}
