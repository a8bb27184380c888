package io.atolldb.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// Byte arrays in the pages of an MVStore: length, then bytes; ordered as unsigned bytes. Nothing
/// that is read here can make an object of any other kind.
final class ByteArrayType extends BasicDataType<byte[]> {

  static final ByteArrayType INSTANCE = new ByteArrayType();

  /// What an array takes in memory beside its bytes.
  private static final int ARRAY_HEADER_BYTES = 24;

  /// Far more than a page ever holds.
  private static final int PAGE_ENTRIES_MAX = 1 << 16;

  private ByteArrayType() {}

  @Override
  public int compare(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(left, right);
  }

  @Override
  public int getMemory(byte[] bytes) {
    return ARRAY_HEADER_BYTES + bytes.length;
  }

  @Override
  public void write(WriteBuffer target, byte[] bytes) {
    target.putVarInt(bytes.length).put(bytes);
  }

  /// A length that cannot be is damage: it must not be allocated.
  @Override
  public byte[] read(ByteBuffer source) {
    int length = DataUtils.readVarInt(source);
    if (length < 0 || length > source.remaining()) {
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT,
          "{0} bytes announced, {1} left",
          length,
          source.remaining());
    }
    byte[] bytes = new byte[length];
    source.get(bytes);
    return bytes;
  }

  @Override
  public byte[][] createStorage(int size) {
    if (size > PAGE_ENTRIES_MAX) {
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT, "{0} entries announced for one page", size);
    }
    return new byte[size][];
  }
}
