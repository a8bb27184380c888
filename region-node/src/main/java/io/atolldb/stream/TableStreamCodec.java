package io.atolldb.stream;

import io.atolldb.catalog.StreamView;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;

/// The streams of one table as the store keeps them.
public final class TableStreamCodec {

  private static final int FORMAT = 1;
  private static final int ROOM = 128;

  private TableStreamCodec() {}

  public static byte[] encode(List<TableStream> streams) {
    var out = new ByteWriter(ROOM);
    out.writeByte(FORMAT);
    out.writeVarint(streams.size());
    for (TableStream stream : streams) {
      out.writeText(stream.label());
      out.writeText(stream.view().name());
      out.writeLong(stream.createdMillis());
      out.writeVarint(stream.shards().size());
      for (StreamShard shard : stream.shards()) {
        out.writeLong(shard.first());
        out.writeLong(shard.firstMillis());
        out.writeLong(shard.last());
        out.writeLong(shard.closedMillis());
      }
    }
    return out.toArray();
  }

  public static List<TableStream> decode(TableId table, byte[] stored) {
    var in = new ByteReader(stored);
    int format = in.readByte();
    if (format != FORMAT) throw new MalformedBytes("streams of format " + format);
    int size = in.readCount();
    var streams = new ArrayList<TableStream>(size);
    for (int at = 0; at < size; at++) {
      String label = in.readText();
      StreamView view = StreamView.valueOf(in.readText());
      streams.add(new TableStream(table, label, view, in.readLong(), readShards(in)));
    }
    return streams;
  }

  private static List<StreamShard> readShards(ByteReader in) {
    int size = in.readCount();
    var shards = new ArrayList<StreamShard>(size);
    for (int at = 0; at < size; at++) {
      shards.add(new StreamShard(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return shards;
  }
}
