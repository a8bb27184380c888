package io.atolldb.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.Bytes;
import io.atolldb.peer.ComparisonCodec.CutAsked;
import io.atolldb.peer.ComparisonCodec.EntriesAsked;
import io.atolldb.peer.ComparisonCodec.Mending;
import io.atolldb.proof.ComparedRegion.Entry;
import io.atolldb.proof.ComparedRegion.EntryPage;
import io.atolldb.proof.ComparedRegion.Held;
import io.atolldb.proof.ComparedRegion.Overview;
import io.atolldb.proof.Digests.Digest;
import io.atolldb.proof.Sum;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonCodecTest {

  private static final VersionVector CUT =
      VersionVector.of(HybridTimestamp.of(1_700_000_000_000L, 7, Regions.HERE));
  private static final Bytes KEY = Regions.key("a");
  private static final ChangeRecord DELETED =
      new ChangeRecord(
          Regions.TABLE, KEY, Version.of(CUT), ChangeRecord.Kind.DELETE, null, false, null);

  @Test
  void everyQuestionAndAnswerComesBackAsItWas() {
    var overview = new Overview(CUT, new Digest(3, List.of(new Sum(1, -2), Sum.ZERO)));
    assertThat(ComparisonCodec.overview(ComparisonCodec.encode(overview))).isEqualTo(overview);

    var sums = List.of(new Sum(Long.MIN_VALUE, Long.MAX_VALUE), Sum.ZERO);
    assertThat(ComparisonCodec.sums(ComparisonCodec.encodeSums(sums))).isEqualTo(sums);
    assertThat(ComparisonCodec.pages(ComparisonCodec.encodePages(List.of(0, 127))))
        .containsExactly(0, 127);

    var cut = new CutAsked(CUT, 5_000);
    assertThat(ComparisonCodec.cutAsked(ComparisonCodec.encode(cut))).isEqualTo(cut);
    assertThat(ComparisonCodec.answer(ComparisonCodec.encode(true))).isTrue();
    assertThat(ComparisonCodec.answer(ComparisonCodec.encode(false))).isFalse();

    var leaves = new BitSet();
    leaves.set(5);
    leaves.set(16_383);
    var asked = new EntriesAsked(leaves, KEY);
    assertThat(ComparisonCodec.entriesAsked(ComparisonCodec.encode(asked))).isEqualTo(asked);

    var page = new EntryPage(List.of(new Entry(KEY, new Sum(4, 5))), null);
    assertThat(ComparisonCodec.entryPage(ComparisonCodec.encode(page))).isEqualTo(page);
    assertThat(ComparisonCodec.keys(ComparisonCodec.encodeKeys(List.of(KEY)))).containsExactly(KEY);

    var held =
        List.of(
            new Held(KEY, Sum.ZERO, false, DELETED),
            new Held(KEY, new Sum(8, 9), true, null),
            new Held(KEY, Sum.ZERO, false, null));
    assertThat(ComparisonCodec.held(ComparisonCodec.encodeHeld(held))).isEqualTo(held);

    var mending = new Mending(Regions.THERE, List.of(DELETED), true);
    assertThat(ComparisonCodec.mending(ComparisonCodec.encode(mending))).isEqualTo(mending);
  }

  @Test
  void anotherFormatIsMalformed() {
    byte[] bytes = ComparisonCodec.encode(true);
    bytes[0] = 9;
    assertThatThrownBy(() -> ComparisonCodec.answer(bytes)).isInstanceOf(MalformedBytes.class);
  }
}
