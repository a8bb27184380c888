package io.atolldb.request;

import io.atolldb.catalog.StreamView;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyCodec;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecord.Streamed;
import io.atolldb.region.Region;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stream.StreamLog.Entry;
import io.atolldb.table.TableId;

/// One record of a stream as it is shown.
///
/// @param sizeBytes of keys and images, as DynamoDB counts them
/// @param expired the item was removed here, because its time had come
public record ShownChange(
    String eventId,
    Streamed.Event event,
    RegionId region,
    long appliedMillis,
    Item keys,
    ShownItem newImage,
    ShownItem oldImage,
    String sequenceNumber,
    long sizeBytes,
    StreamView view,
    boolean expired) {

  static ShownChange of(Entry entry, StreamReference reference, Region region) {
    ItemApplied applied = entry.applied();
    Streamed streamed = applied.streamed();
    if (streamed == null) throw new IllegalStateException("nothing that a stream shows");
    StreamView view = reference.stream().view();
    Item keys = reference.table().keys().itemOf(KeyCodec.decode(applied.key()));
    ItemVersion before = showsOld(view) ? applied.before() : null;
    ShownItem newImage = showsNew(view) ? ShownItem.of(applied.result()) : ShownItem.NOTHING;
    long size = ItemSize.of(keys);
    if (showsNew(view)) size += applied.result().sizeBytes();
    if (before != null) size += before.sizeBytes();
    return new ShownChange(
        eventId(applied.table(), entry.sequence()),
        streamed.event(),
        region.id(),
        streamed.appliedMillis(),
        keys,
        newImage,
        before == null ? ShownItem.NOTHING : ShownItem.of(before),
        StreamSequence.shown(entry.sequence()),
        size,
        view,
        applied.own() && applied.result().kind() == Kind.EXPIRY);
  }

  private static boolean showsNew(StreamView view) {
    return view == StreamView.NEW_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
  }

  private static boolean showsOld(StreamView view) {
    return view == StreamView.OLD_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
  }

  /// Thirty-two digits that no other record of this region has.
  private static String eventId(TableId table, long sequence) {
    long upper = table.uuid().getMostSignificantBits() ^ table.uuid().getLeastSignificantBits();
    return "%016x%016x".formatted(upper, sequence);
  }
}
