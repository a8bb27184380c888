package io.atolldb.codec;

/// Bytes that do not follow their format. Of bytes that passed their checksum it means a broken
/// writer; of bytes from elsewhere, a record to be put aside.
public final class MalformedBytes extends RuntimeException {

  private static final long serialVersionUID = 1;

  public MalformedBytes(String message) {
    super(message);
  }
}
