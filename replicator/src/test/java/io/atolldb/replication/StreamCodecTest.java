package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.IRELAND;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.TOKYO;
import static io.atolldb.replication.Changes.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.merge.MergeState;
import io.atolldb.merging.MergeCodec;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.StreamRecord.Unreadable;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Stream records as bytes: what is written is read, and nothing that is damaged or foreign throws.
class StreamCodecTest {

  private static final List<RegionId> REGIONS = List.of(OREGON, IRELAND, TOKYO);
  private static final int ROUNDS = 50;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRecordIsReadAsItWasWritten(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      StreamRecord record = record(dice);
      assertThat(StreamCodec.decode(StreamCodec.encode(record)))
          .as("seed %d", seed)
          .isEqualTo(record);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyFlippedBitIsFound(long seed) {
    var dice = new Random(seed);
    byte[] bytes = StreamCodec.encode(record(dice));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertUnreadable(bytes, "seed " + seed + " bit " + bit);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyMissingTailIsFound(long seed) {
    byte[] bytes = StreamCodec.encode(record(new Random(seed)));
    for (int length = 0; length < bytes.length; length++) {
      assertUnreadable(Arrays.copyOf(bytes, length), "seed " + seed + " length " + length);
    }
  }

  /// What a broken or hostile writer might produce: a proper envelope around nonsense.
  @ParameterizedTest
  @MethodSource("seeds")
  void nonsenseInAProperEnvelopeThrowsNothing(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = StreamCodec.encode(record(dice));
      for (int damage = 1 + dice.nextInt(4); damage > 0; damage--) {
        bytes[6 + dice.nextInt(bytes.length - 6)] = (byte) dice.nextInt();
      }
      byte[] cut = Arrays.copyOf(bytes, Math.max(6, bytes.length - dice.nextInt(8)));
      StreamRecord read = StreamCodec.decode(sealed(cut));
      // It may still be a record, but then it is one that can be written again.
      if (!(read instanceof Unreadable)) {
        assertThat(StreamCodec.decode(StreamCodec.encode(read)))
            .as("seed %d", seed)
            .isEqualTo(read);
      }
    }
  }

  @Test
  void aMergeStateTravelsWithItsImageAndADamagedOneIsNotLetIn() {
    Bytes state = MergeCodec.encode(MergeState.deleted(HybridTimestamp.of(1, 1, OREGON)));
    assertThat(StreamCodec.decode(StreamCodec.encode(merged(state))))
        .isEqualTo(new StreamRecord.Change(merged(state)));

    Bytes damaged = Bytes.of(new byte[] {9, 9, 9});
    assertThat(StreamCodec.decode(StreamCodec.encode(merged(damaged))))
        .isInstanceOf(Unreadable.class);
  }

  private static ChangeRecord merged(Bytes state) {
    var version = Changes.version(OREGON, 1_000);
    return new ChangeRecord(
        CARTS, Changes.key("a"), version, Kind.PUT, Changes.image("a"), false, false, null, state);
  }

  @Test
  void theFormIsPinned() {
    var change =
        new ChangeRecord(
            CARTS,
            Changes.key("a"),
            Changes.version(OREGON, 1_000),
            Kind.PUT,
            Changes.image("a"),
            true,
            new TransactionMark(7, 2));
    var heartbeat = new StreamRecord.Heartbeat(1_000, Changes.vector(IRELAND, 900), 1_001);

    assertThat(hex(new StreamRecord.Change(change)))
        .isEqualTo(
            "0101c8167800000000000000000000000000000000010876b43a340161000101066f7265676f6e0000000003e8000004090103010269640101610109000000000000000702");
    assertThat(hex(heartbeat))
        .isEqualTo(
            "0103edc75d9900000000000003e801076972656c616e64000000000384000000000000000003e9");
  }

  private static String hex(StreamRecord record) {
    return HexFormat.of().formatHex(StreamCodec.encode(record));
  }

  @Test
  void aLaterFormatIsNamed() {
    byte[] bytes = StreamCodec.encode(Changes.change(put(CARTS, "a", OREGON, 1_000)));
    bytes[0] = 9;
    assertThat(((Unreadable) StreamCodec.decode(bytes)).reason())
        .isEqualTo("format 9, this build reads 1");
    assertThat(((Unreadable) StreamCodec.decode(bytes)).content()).isEqualTo(Bytes.of(bytes));
  }

  @Test
  void aKindOfRecordThatThisBuildDoesNotKnowIsNamed() {
    byte[] bytes = StreamCodec.encode(new StreamRecord.Heartbeat(1, VersionVector.EMPTY, 1));
    bytes[1] = 77;
    assertThat(((Unreadable) StreamCodec.decode(sealed(bytes))).reason())
        .isEqualTo("unknown tag 77");
  }

  @Test
  void aFieldOfALaterBuildIsPassedOver() {
    StreamRecord record = Changes.change(put(CARTS, "a", OREGON, 1_000));
    byte[] later = withField(StreamCodec.encode(record), 42);
    assertThat(StreamCodec.decode(sealed(later))).isEqualTo(record);
  }

  @Test
  void aFieldWithoutWhichALaterBuildsChangeMakesNoSenseIsNotPassedOver() {
    StreamRecord record = Changes.change(put(CARTS, "a", OREGON, 1_000));
    byte[] later = withField(StreamCodec.encode(record), StreamCodec.FIELD_REQUIRED);
    assertThat(((Unreadable) StreamCodec.decode(sealed(later))).reason())
        .contains("field 128 is required");
  }

  @Test
  void whatALaterBuildAppendsToAHeartbeatIsPassedOver() {
    StreamRecord heartbeat = new StreamRecord.Heartbeat(1, Changes.vector(TOKYO, 5), 3);
    byte[] later = withField(StreamCodec.encode(heartbeat), 1);
    assertThat(StreamCodec.decode(sealed(later))).isEqualTo(heartbeat);
  }

  @Test
  void anImageThatIsNoItemIsNotLetIn() {
    Bytes image = Bytes.of(new byte[] {2, 0, 0}); // the form of a later build
    var change =
        new ChangeRecord(
            CARTS, Changes.key("a"), Changes.version(OREGON, 1), Kind.PUT, image, false, null);
    assertThat(((Unreadable) StreamCodec.decode(StreamCodec.encode(change))).reason())
        .contains("an item of the format 2");
  }

  @Test
  void aPlanWithoutAnyMemberIsNotLetIn() {
    var table =
        new TableDescriptor(
            CARTS,
            "carts",
            new KeySchema(new KeyAttribute("id", ScalarType.S), null),
            1,
            Item.ABSENT,
            HybridTimestamp.BEGINNING,
            new TreeMap<>());
    byte[] bytes = StreamCodec.encode(new StreamRecord.Control(table));
    assertThat(((Unreadable) StreamCodec.decode(bytes)).reason())
        .contains("table carts without any member");
  }

  @Test
  void aHeartbeatSaysHowFarCopiesAreAndWhatIsSettled() {
    var copying = new TreeMap<TableId, Integer>();
    copying.put(CARTS, 42);
    var settled = new Settled(Changes.vector(TOKYO, 5), new TreeMap<>(Map.of(CARTS, -7L)));
    var heartbeat = new StreamRecord.Heartbeat(7, VersionVector.EMPTY, 3, 5, copying, settled);
    assertThat(StreamCodec.decode(StreamCodec.encode(heartbeat))).isEqualTo(heartbeat);
  }

  @Test
  void aKeyThatIsNoneIsNotLetIn() {
    var change =
        new ChangeRecord(
            CARTS,
            Bytes.of(new byte[] {1, 2, 3, 4, 5}),
            Changes.version(OREGON, 1),
            Kind.DELETE,
            null,
            false,
            null);
    assertThat(StreamCodec.decode(StreamCodec.encode(change))).isInstanceOf(Unreadable.class);
  }

  @Test
  void aChangeInAPageIsAChangeOrAnError() {
    ChangeRecord change = put(CARTS, "a", OREGON, 1_000);
    assertThat(StreamCodec.decodeChange(StreamCodec.encode(change))).isEqualTo(change);
    byte[] heartbeat = StreamCodec.encode(new StreamRecord.Heartbeat(1, VersionVector.EMPTY, 1));
    assertThatThrownBy(() -> StreamCodec.decodeChange(heartbeat))
        .isInstanceOf(MalformedBytes.class);
  }

  @Test
  void whatCouldNotBeReadIsNeverSentOn() {
    assertThatThrownBy(() -> StreamCodec.encode(new Unreadable(Bytes.of(new byte[1]), "bad")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertUnreadable(byte[] bytes, String where) {
    StreamRecord read = StreamCodec.decode(bytes);
    assertThat(read).as(where).isInstanceOf(Unreadable.class);
    assertThat(((Unreadable) read).content()).as(where).isEqualTo(Bytes.of(bytes));
    assertThat(((Unreadable) read).reason()).as(where).isNotEmpty();
  }

  private static byte[] withField(byte[] bytes, int tag) {
    var out = new ByteWriter(bytes.length + 8);
    out.writeBytes(bytes);
    out.writeByte(tag);
    out.writeSized(new byte[] {1, 2, 3});
    return out.toArray();
  }

  /// With a checksum that fits what the bytes say now.
  private static byte[] sealed(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes[1]);
    crc.update(bytes, 6, bytes.length - 6);
    var out = new ByteWriter(bytes.length);
    out.writeBytes(bytes);
    out.setInt(2, (int) crc.getValue());
    return out.toArray();
  }

  private static StreamRecord record(Random dice) {
    return switch (dice.nextInt(4)) {
      case 0 ->
          new StreamRecord.Heartbeat(
              dice.nextLong(1L << 60),
              vector(dice),
              dice.nextLong(1L << 45),
              dice.nextLong(1L << 60));
      case 1 -> new StreamRecord.Control(descriptor(dice));
      default -> new StreamRecord.Change(change(dice), dice.nextInt(3) * 1_000L);
    };
  }

  private static TableDescriptor descriptor(Random dice) {
    var members = new TreeMap<RegionId, Member>();
    for (RegionId region : REGIONS) {
      if (members.isEmpty() || dice.nextBoolean()) {
        var status = any(MemberStatus.values(), dice);
        members.put(region, FakeReplicas.member(status));
      }
    }
    return FakeReplicas.descriptor(CARTS, members);
  }

  private static ChangeRecord change(Random dice) {
    String name = "item-" + dice.nextInt(1_000);
    Kind kind = any(Kind.values(), dice);
    Bytes image = kind == Kind.PUT ? Changes.image(name) : null;
    TransactionMark mark =
        dice.nextBoolean() ? null : new TransactionMark(dice.nextLong(), 1 + dice.nextInt(100));
    VersionVector vector = vector(dice).join(Changes.vector(OREGON, 1));
    int at = dice.nextInt(vector.size());
    long rank = 1 + dice.nextLong(vector.packed(at));
    Version version = dice.nextBoolean() ? Version.of(vector) : Version.of(vector, at, rank);
    return new ChangeRecord(
        CARTS,
        Changes.key(name),
        version,
        kind,
        image,
        dice.nextBoolean(),
        dice.nextBoolean(),
        mark,
        null);
  }

  private static VersionVector vector(Random dice) {
    var entries = new ArrayList<VersionVector.Entry>();
    for (RegionId region : REGIONS) {
      if (dice.nextBoolean()) {
        entries.add(new VersionVector.Entry(region, 1 + dice.nextLong(1L << 60)));
      }
    }
    return VersionVector.of(entries);
  }

  private static <T> T any(T[] choices, Random dice) {
    return choices[dice.nextInt(choices.length)];
  }
}
