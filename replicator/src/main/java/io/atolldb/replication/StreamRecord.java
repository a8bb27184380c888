package io.atolldb.replication;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What can stand in a region's change stream.
public sealed interface StreamRecord {

  /// About how many bytes it has: what it carries, without what it is wrapped in.
  default long bytes() {
    return switch (this) {
      case Change(var change, _) -> {
        var image = change.image();
        yield change.key().length() + (image == null ? 0 : image.length());
      }
      case Unreadable(var content, _) -> content.length();
      case Control _, Heartbeat _ -> 0;
    };
  }

  /// A write that began in the stream's region. `follows` is the packed timestamp of the own write
  /// that went into the stream before it, so that a reader that has not seen that one knows that
  /// the stream has lost something; zero where it is not known.
  record Change(ChangeRecord change, long follows) implements StreamRecord {
    public Change(ChangeRecord change) {
      this(change, 0);
    }
  }

  /// What the stream's region knows of a table: merged by the reader, so a repetition is harmless.
  record Control(TableDescriptor descriptor) implements StreamRecord {}

  /// Sent at short intervals. Every own write of the region up to `publishedThrough` (packed
  /// timestamp) stands before this record; `applied` says, per other region, up to which of its
  /// timestamps this region has applied its stream; `wallMillis` is the region's wall clock;
  /// `follows` is as in a change. `copying` says how much, in percent, of each replica that the
  /// region is making has been copied. `settled` may be drawn upon once everything before the
  /// record is applied; null where the region has nothing to say.
  record Heartbeat(
      long publishedThrough,
      VersionVector applied,
      long wallMillis,
      long follows,
      SortedMap<TableId, Integer> copying,
      @Nullable Settled settled)
      implements StreamRecord {
    public Heartbeat {
      copying = Collections.unmodifiableSortedMap(new TreeMap<>(copying));
    }

    public Heartbeat(long publishedThrough, VersionVector applied, long wallMillis, long follows) {
      this(publishedThrough, applied, wallMillis, follows, new TreeMap<>(), null);
    }

    public Heartbeat(long publishedThrough, VersionVector applied, long wallMillis) {
      this(publishedThrough, applied, wallMillis, 0);
    }
  }

  /// Bytes that could not be read: to be put aside with their reason, never skipped in silence.
  record Unreadable(Bytes content, String reason) implements StreamRecord {}
}
