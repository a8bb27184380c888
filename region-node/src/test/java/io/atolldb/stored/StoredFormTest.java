package io.atolldb.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.version.Version;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is stored under a key is what is read from it.
class StoredFormTest {

  private static final Version WRITTEN =
      Version.NEVER.succeededBy(HybridTimestamp.of(5, 1, Regions.HERE));
  private static final HybridTimestamp LATER = HybridTimestamp.of(900, 0, Regions.THERE);
  private static final ItemVersion ITEM = ItemVersion.put(WRITTEN, true, Regions.item("a", "one"));

  /// Of the value, written by the store.
  private static final int CHECKSUM_BYTES = 4;

  private static final Bytes STATE = Bytes.of(new byte[] {1, 2, 3});

  static Stream<ItemVersion> versions() {
    return Stream.of(
        ITEM,
        ITEM.withMergeState(STATE),
        ITEM.onCondition(true),
        ITEM.onCondition(true).withMergeState(STATE).inTransactionOf(3),
        ItemVersion.of(WRITTEN.succeededBy(LATER), Kind.DELETE, false, null),
        ItemVersion.of(WRITTEN.succeededBy(LATER), Kind.DELETE, false, null).withMergeState(STATE),
        ItemVersion.of(WRITTEN.expiredBy(LATER), Kind.EXPIRY, false, null));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aStoredVersionIsReadAsItWas(ItemVersion version) {
    var numbers = new RegionNumbers();
    numbers.add(Regions.THERE);
    numbers.add(Regions.HERE);
    var form = new StoredForm(numbers);

    ItemVersion read = form.decode(form.encode(version));

    assertThat(read.version()).isEqualTo(version.version());
    assertThat(read.kind()).isEqualTo(version.kind());
    assertThat(read.insert()).isEqualTo(version.insert());
    assertThat(read.conditional()).isEqualTo(version.conditional());
    assertThat(read.transaction()).isEqualTo(version.transaction());
    assertThat(read.image()).isEqualTo(version.image());
    assertThat(read.mergeState()).isEqualTo(version.mergeState());
    assertThat(read.sizeBytes()).isEqualTo(version.sizeBytes());
  }

  @Test
  void versionAndVectorOfAnItemThatThreeRegionsWroteTakeFortyBytesAtMost() {
    var numbers = new RegionNumbers();
    Version version = Version.NEVER;
    long millis = 1_790_000_000_000L;
    for (String name : List.of("us-east-1", "eu-west-1", "ap-northeast-1")) {
      var region = new RegionId(name);
      numbers.add(region);
      version = version.succeededBy(HybridTimestamp.of(++millis, 65_000, region));
    }
    ItemVersion item = ItemVersion.put(version, false, Regions.item("a", "x".repeat(200)));

    int stored = new StoredForm(numbers).encode(item).length;
    assertThat(stored - item.encoded().length()).isLessThanOrEqualTo(40 - CHECKSUM_BYTES);
  }
}
