package io.atolldb.region;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.index.IndexEntries;
import io.atolldb.item.Bytes;
import io.atolldb.operation.Current;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.Transaction;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.writer.Pending;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.SeenTogether;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Writer;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The region in this process. Reads go to the applied store, so that nobody sees what is not
/// durable; writes go through the writer's queue.
public final class LocalRegion implements Region {

  /// How often the items of one read are looked at beside a writer that goes on.
  private static final int READ_ATTEMPTS_MAX = 3;

  private final RegionState state;
  private final Writer writer;
  private final WriteToll toll;

  public LocalRegion(RegionState state, Writer writer, TableMeters meters) {
    this.state = state;
    this.writer = writer;
    this.toll = new WriteToll(meters, state::read);
  }

  @Override
  public RegionId id() {
    return state.self();
  }

  @Override
  public Tables tables() {
    return state.tables();
  }

  @Override
  public Written write(ItemOperation operation) {
    Tables tables = state.tables();
    Written refused = toll.refused(tables, operation);
    return refused == null
        ? toll.paid(tables, operation, writer.submit(operation).await())
        : refused;
  }

  @Override
  public List<Written> writeAll(List<ItemOperation> operations) {
    Tables tables = state.tables();
    var pending = new ArrayList<Supplier<Written>>(operations.size());
    for (ItemOperation operation : operations) {
      Written refused = toll.refused(tables, operation);
      Supplier<Written> answer = () -> refused;
      if (refused == null) {
        Pending<Written> submitted = writer.submit(operation);
        answer = () -> toll.paid(tables, operation, submitted.await());
      }
      pending.add(answer);
    }
    var written = new ArrayList<Written>(operations.size());
    for (Supplier<Written> answer : pending) written.add(answer.get());
    return written;
  }

  @Override
  public Transacted transact(Transaction transaction) {
    Tables tables = state.tables();
    Transacted refused = toll.refused(tables, transaction);
    return refused == null
        ? toll.paid(tables, transaction, writer.submit(transaction).await())
        : refused;
  }

  /// Beside the writer, as long as it leaves a moment; with it, when it does not.
  @Override
  public SeenTogether readAtOnce(List<Place> places) {
    for (int attempt = 0; attempt < READ_ATTEMPTS_MAX; attempt++) {
      List<ItemVersion> seen = state.readAtOnce(places);
      if (seen != null) return new SeenTogether.Items(List.copyOf(seen));
      Thread.onSpinWait();
    }
    return writer.look(places).await();
  }

  @Override
  public Current read(TableId table, Bytes key) {
    return state.read(table, key);
  }

  @Override
  public ItemCursor scan(
      TableId table, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    return new LiveItems(state.store().scan(state.itemsOf(table), from, to, ascending));
  }

  @Override
  public TableFigures figures(TableId table) {
    return state.figures(table);
  }

  @Override
  public long collectionBytes(Table table, Bytes partition) {
    return state.collectionBytes(table.id(), partition);
  }

  @Override
  public TableMeters meters() {
    return toll.meters();
  }

  @Override
  public ItemCursor scan(
      Index index, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    return new Entries(state.store().scan(state.entriesOf(index.id()), from, to, ascending));
  }

  @Override
  public long storedEntries(Index index) {
    return state.store().entries(state.entriesOf(index.id()));
  }

  @Override
  public TableOperation.Outcome alter(TableOperation operation) {
    return writer.submit(operation).await();
  }

  /// There are no tombstones among the entries of an index.
  private record Entries(EntryCursor entries) implements ItemCursor {

    @Override
    public boolean advance() {
      return entries.advance();
    }

    @Override
    public byte[] key() {
      return entries.key();
    }

    @Override
    public Current current() {
      return IndexEntries.stored(entries.value());
    }
  }

  /// Passes over tombstones.
  private final class LiveItems implements ItemCursor {

    private final EntryCursor entries;
    private ItemVersion current = ItemVersion.NEVER;

    LiveItems(EntryCursor entries) {
      this.entries = entries;
    }

    @Override
    public boolean advance() {
      while (entries.advance()) {
        current = state.decode(entries.value());
        if (current.exists()) return true;
      }
      return false;
    }

    @Override
    public byte[] key() {
      return entries.key();
    }

    @Override
    public Current current() {
      return current;
    }
  }
}
