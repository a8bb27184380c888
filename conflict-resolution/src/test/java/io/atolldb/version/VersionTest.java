package io.atolldb.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.version.VersionVector.Entry;
import io.atolldb.version.Versioned.Live;
import io.atolldb.version.Versioned.Tombstone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");

  private static HybridTimestamp at(long millis, RegionId region) {
    return HybridTimestamp.of(millis, 0, region);
  }

  @Test
  void aWriteThatHasSeenAVersionIncludesAllOfIt() {
    Version first = Version.NEVER.succeededBy(at(5, IRELAND));
    Version second = first.succeededBy(at(7, OREGON));

    assertThat(second).hasToString("@7.0/oregon {ireland:5.0, oregon:7.0}");
    assertThat(second.vector().includes(first.timestamp())).isTrue();
    assertThat(first.vector().relationTo(second.vector())).isEqualTo(Causality.BEFORE);
  }

  /// A broken clock is stopped here: regions would disagree for ever about such a write.
  @Test
  void aWriteCannotBeOlderThanOneItHasSeen() {
    Version seen = Version.of(VersionVector.of(at(5, IRELAND)));

    assertThatThrownBy(() -> seen.succeededBy(at(4, OREGON)))
        .hasMessage("4.0/oregon does not follow 5.0/ireland");
    assertThatThrownBy(() -> seen.succeededBy(at(5, IRELAND))).hasMessageContaining("not follow");
    assertThatThrownBy(() -> new Version(at(4, OREGON), seen.vector()))
        .hasMessage("timestamp 4.0/oregon does not stand in {ireland:5.0}");
    assertThatThrownBy(() -> new Version(at(5, IRELAND), at(6, IRELAND).packed(), seen.vector()))
        .hasMessageStartingWith("rank ");
  }

  @Test
  void anExpiryRanksAboveWhatItRemovesAndBelowEveryWriteAfterThat() {
    Version item = Version.NEVER.succeededBy(at(5, IRELAND));
    Version expiry = item.expiredBy(at(900, OREGON));
    Version elsewhere = item.succeededBy(HybridTimestamp.of(5, 1, IRELAND));
    Version afterwards = expiry.succeededBy(at(901, IRELAND));

    assertThat(expiry.compareRank(item)).isPositive();
    assertThat(expiry.compareRank(elsewhere)).isNegative();
    assertThat(afterwards.compareRank(expiry)).isPositive();
    assertThat(expiry.isPlain()).isFalse();
    assertThat(expiry).hasToString("@900.0/oregon {ireland:5.0, oregon:900.0}");
    assertThat(Version.of(expiry.vector(), 1, expiry.rank())).isEqualTo(expiry);
    assertThatThrownBy(() -> item.expiredBy(at(4, OREGON))).hasMessageContaining("not follow");
  }

  @Test
  void theVersionOfAVectorIsItsLatestWrite() {
    assertThat(Version.of(VersionVector.EMPTY)).isEqualTo(Version.NEVER);
    assertThat(Version.of(VersionVector.of(at(5, IRELAND)).with(at(4, OREGON))).timestamp())
        .isEqualTo(at(5, IRELAND));
  }

  @Test
  void aVersionedKeepsItsValueUnderAnotherVersion() {
    Version other = Version.of(VersionVector.of(at(5, IRELAND)));

    assertThat(new Live<>("book", Version.NEVER).withVersion(other))
        .isEqualTo(new Live<>("book", other));
    assertThat(new Tombstone<String>(Version.NEVER).withVersion(other))
        .isEqualTo(new Tombstone<>(other));
    assertThat(Versioned.neverWritten().version().vector()).isEqualTo(VersionVector.EMPTY);
  }

  @Test
  void aVectorRefusesWhatCannotBeOne() {
    assertThatThrownBy(() -> VersionVector.of(List.of(new Entry(IRELAND, 0))))
        .hasMessage("ireland has timestamp 0");
    assertThatThrownBy(
            () -> VersionVector.of(List.of(new Entry(IRELAND, 1), new Entry(IRELAND, 2))))
        .hasMessage("ireland stands twice in a vector");
  }

  @Test
  void aVectorHasALimitOnItsRegions() {
    VersionVector full = VersionVector.of(regions("r", VersionVector.REGIONS_MAX));
    assertThat(full.size()).isEqualTo(VersionVector.REGIONS_MAX);

    assertThatThrownBy(() -> VersionVector.of(regions("r", VersionVector.REGIONS_MAX + 1)))
        .hasMessage("65 regions, more than 64");
    assertThatThrownBy(() -> full.with(at(1, IRELAND))).hasMessage("65 regions, more than 64");
  }

  private static List<Entry> regions(String prefix, int count) {
    var entries = new ArrayList<Entry>();
    for (int number = 0; number < count; number++) {
      entries.add(new Entry(new RegionId(prefix + number), number + 1));
    }
    return entries;
  }
}
