package io.atolldb.replication;

import io.atolldb.replication.ChangeStream.StreamUnavailable;
import java.util.List;

/// Where a region tells everybody what conflicts it has found.
public interface ConflictStream {

  /// Bytes of an entry's text, at most.
  int TEXT_BYTES_MAX = 2 << 20;

  /// A conflict under its id, which is the same in every region, and what there is to say of it.
  record Entry(String id, String text) {}

  /// Appends in order and returns when all of them are confirmed; makes the topic if there is none,
  /// also for an empty list. When it throws, any part of them may have been appended: the caller
  /// sends again, readers know a repetition by its id. Called by one thread at a time.
  void append(List<Entry> entries) throws StreamUnavailable, InterruptedException;
}
