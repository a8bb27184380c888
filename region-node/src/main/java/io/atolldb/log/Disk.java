package io.atolldb.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A flat directory of files, as the commit log needs it: real in production, in memory and
/// forgetful in simulation. Nothing is durable before `force`, and a new or deleted name not before
/// `forceNames`.
public interface Disk {

  /// Names of all files, sorted.
  List<String> names() throws IOException;

  /// Opens a file for reading and writing; creates it, empty, if there is none.
  DiskFile open(String name) throws IOException;

  void delete(String name) throws IOException;

  /// Gives a file another name at once, replacing what had it. Open files stay open.
  void rename(String from, String to) throws IOException;

  /// Makes creations and deletions of names durable.
  void forceNames() throws IOException;

  /// Bytes that can still be written.
  long usableBytes() throws IOException;

  /// Runs long work that prepares this disk, on a thread of its own if the disk is real. In memory
  /// it is done at once, so that a simulation stays one thread.
  default void inBackground(Runnable work) {
    work.run();
  }

  /// One file of a disk, read and written at positions.
  interface DiskFile extends AutoCloseable {
    long size() throws IOException;

    /// Writes all remaining bytes of the buffer at `position`. [DiskFull] if there is no room: then
    /// some of them may have been written.
    void write(ByteBuffer source, long position) throws IOException;

    /// Fills the buffer as far as the file reaches and returns how many bytes were read; 0 at the
    /// end.
    int read(ByteBuffer target, long position) throws IOException;

    /// Makes everything written to this file durable.
    void force() throws IOException;

    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
  }
}
