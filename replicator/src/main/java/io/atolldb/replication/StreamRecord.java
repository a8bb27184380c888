package io.atolldb.replication;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.version.VersionVector;

/// What can stand in a region's change stream.
public sealed interface StreamRecord {

  /// A write that began in the stream's region.
  record Change(ChangeRecord change) implements StreamRecord {}

  /// What the stream's region knows of a table: merged by the reader, so a repetition is harmless.
  record Control(TableDescriptor descriptor) implements StreamRecord {}

  /// Sent at short intervals. Every own write of the region up to `publishedThrough` (packed
  /// timestamp) stands before this record; `applied` says, per other region, up to which of its
  /// timestamps this region has applied its stream; `wallMillis` is the region's wall clock.
  record Heartbeat(long publishedThrough, VersionVector applied, long wallMillis)
      implements StreamRecord {}

  /// Bytes that could not be read: to be put aside with their reason, never skipped in silence.
  record Unreadable(Bytes content, String reason) implements StreamRecord {}
}
