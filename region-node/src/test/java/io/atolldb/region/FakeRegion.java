package io.atolldb.region;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.index.CollectionShare;
import io.atolldb.index.IndexEntries;
import io.atolldb.index.IndexKeyCheck;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyCodec;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.RequestToken;
import io.atolldb.operation.Transaction;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.writer.SeenTogether;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A region in memory: decides and applies as the real one does, and keeps nothing.
public final class FakeRegion implements Region {

  private record Stored(byte[] encoded, Version version) {}

  private final RegionId id;
  private final AtomicLong clock = new AtomicLong();
  private final Map<String, RequestToken> tokens = new ConcurrentHashMap<>();
  private final Map<TableId, ConcurrentSkipListMap<Bytes, Stored>> items =
      new ConcurrentHashMap<>();

  /// How often a stored item was decoded: what must be cheap can be seen not to.
  public final AtomicInteger decodings = new AtomicInteger();

  private final AtomicLong ticks = new AtomicLong();
  private final WriteToll toll = new WriteToll(TableMeters.limiting(ticks::get), this::read);
  private volatile Tables tables = Tables.NONE;
  private volatile @Nullable ApiFault refusal;
  private volatile boolean refusesOnce;
  private volatile Runnable beforeWrite = () -> {};

  public FakeRegion(String name) {
    this.id = new RegionId(name);
  }

  /// An active table with a partition key and, if `sort` is given, a sort key.
  public FakeRegion with(String name, KeyAttribute partition, @Nullable KeyAttribute sort) {
    return with(name, partition, sort, MemberStatus.ACTIVE);
  }

  public FakeRegion with(
      String name, KeyAttribute partition, @Nullable KeyAttribute sort, MemberStatus status) {
    TableId table = new TableId(new UUID(0, clock.incrementAndGet()));
    HybridTimestamp now = tick();
    var members = new TreeMap<RegionId, Member>();
    members.put(id, new Member(status, now, ""));
    var descriptor =
        new TableDescriptor(
            table, name, new KeySchema(partition, sort), 0, Item.ABSENT, now, members);
    tables = tables.with(new Table(descriptor, id));
    return this;
  }

  /// With a partition key `pk` of strings and, in a table called `sorted`, a sort key `sk` of
  /// numbers.
  public static FakeRegion withUsualTables() {
    var pk = new KeyAttribute("pk", ScalarType.S);
    return new FakeRegion("us-east-1")
        .with("plain", pk, null)
        .with("sorted", pk, new KeyAttribute("sk", ScalarType.N))
        .with("creating", pk, null, MemberStatus.CREATING);
  }

  /// From now on every write is refused for this reason; null ends it.
  public void refuses(@Nullable ApiFault fault) {
    refusal = fault;
    refusesOnce = false;
  }

  /// The next write is refused for this reason.
  public void refusesOnce(ApiFault fault) {
    refusal = fault;
    refusesOnce = true;
  }

  /// Runs before every write, on the thread that writes: it may wait, or throw.
  public void beforeWrite(Runnable action) {
    beforeWrite = action;
  }

  private HybridTimestamp tick() {
    return HybridTimestamp.of(clock.incrementAndGet(), 0, id);
  }

  private NavigableMap<Bytes, Stored> itemsOf(TableId table) {
    return items.computeIfAbsent(table, _ -> new ConcurrentSkipListMap<>());
  }

  @Override
  public RegionId id() {
    return id;
  }

  @Override
  public Tables tables() {
    return tables;
  }

  @Override
  public Written write(ItemOperation operation) {
    beforeWrite.run();
    Written refused = toll.refused(tables, operation);
    if (refused != null) return refused;
    return toll.paid(tables, operation, decideAndApply(operation));
  }

  private synchronized Written decideAndApply(ItemOperation operation) {
    ApiFault fault = refusal;
    if (fault != null) {
      if (refusesOnce) refuses(null);
      return new Written.Refused(fault);
    }
    Current before = read(operation.table(), operation.key());
    Version version = before.version().succeededBy(tick());
    NavigableMap<Bytes, Stored> table = itemsOf(operation.table());
    Table in = tables.of(operation.table());
    Decision decision = operation.decide(before);
    if (in != null) decision = IndexKeyCheck.checked(in, operation, before, decision);
    return switch (decision) {
      case Decision.Put(Item item) -> {
        table.put(operation.key(), new Stored(ItemCodec.encode(item), version));
        yield new Written.Done(before, item, ItemSize.of(item), version);
      }
      case Decision.Delete(), Decision.Expire() -> {
        table.remove(operation.key());
        yield new Written.Done(before, Item.ABSENT, 0, version);
      }
      case Decision.LeaveAsIs() ->
          new Written.Done(before, before.item(), before.sizeBytes(), before.version());
      case Decision.Refuse(ApiFault refused) -> new Written.Refused(refused);
    };
  }

  @Override
  public List<Written> writeAll(List<ItemOperation> operations) {
    var written = new ArrayList<Written>();
    for (ItemOperation operation : operations) written.add(write(operation));
    return written;
  }

  /// Remembers tokens for ever.
  @Override
  public synchronized Transacted transact(Transaction transaction) {
    ApiFault fault = refusal;
    if (fault != null) {
      if (refusesOnce) refuses(null);
      return new Transacted.Refused(fault);
    }
    Transacted refused = toll.refused(tables, transaction);
    if (refused != null) return refused;
    return toll.paid(tables, transaction, decideAndApply(transaction));
  }

  private Transacted decideAndApply(Transaction transaction) {
    RequestToken token = transaction.token();
    RequestToken used = token == null ? null : tokens.get(token.text());
    if (used != null && !used.equals(token)) {
      return new Transacted.Refused(new ApiFault.TokenMismatch());
    }
    ApiFault misfit = transaction.misfit();
    if (misfit != null) return new Transacted.Refused(misfit);
    if (used != null) {
      var places = transaction.operations().stream().map(ItemOperation::place).toList();
      return new Transacted.Repeated(((SeenTogether.Items) readAtOnce(places)).items());
    }
    var reasons = new ArrayList<CancellationReason>();
    for (ItemOperation operation : transaction.operations()) {
      Current before = read(operation.table(), operation.key());
      Decision decision = operation.decide(before);
      Table in = tables.of(operation.table());
      if (in != null) decision = IndexKeyCheck.checked(in, operation, before, decision);
      reasons.add(
          decision instanceof Decision.Refuse(ApiFault refused)
              ? CancellationReason.of(refused)
              : CancellationReason.NONE);
    }
    if (!reasons.stream().allMatch(CancellationReason.NONE::equals)) {
      return new Transacted.Refused(new ApiFault.TransactionCancelled(reasons));
    }
    var written = new ArrayList<Written.Done>();
    for (ItemOperation operation : transaction.operations()) {
      written.add((Written.Done) decideAndApply(operation));
    }
    if (token != null) tokens.put(token.text(), token);
    return new Transacted.Done(written);
  }

  @Override
  public synchronized SeenTogether readAtOnce(List<Place> places) {
    var items = new ArrayList<Current>();
    for (Place place : places) items.add(read(place.table(), place.key()));
    return new SeenTogether.Items(items);
  }

  @Override
  public Current read(TableId table, Bytes key) {
    return new Seen(itemsOf(table).get(key));
  }

  @Override
  public ItemCursor scan(
      TableId table, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    return scan(itemsOf(table), from, to, ascending);
  }

  private ItemCursor scan(
      NavigableMap<Bytes, Stored> all,
      byte @Nullable [] from,
      byte @Nullable [] to,
      boolean ascending) {
    NavigableMap<Bytes, Stored> range = all;
    if (from != null) range = range.tailMap(Bytes.of(from), true);
    if (to != null) range = range.headMap(Bytes.of(to), false);
    return new Cursor((ascending ? range : range.descendingMap()).entrySet().iterator());
  }

  @Override
  public TableFigures figures(TableId table) {
    long bytes = 0;
    for (Stored stored : itemsOf(table).values()) bytes += ItemCodec.sizeBytes(stored.encoded, 0);
    return new TableFigures(itemsOf(table).size(), bytes);
  }

  @Override
  public long collectionBytes(Table table, Bytes partition) {
    long bytes = 0;
    for (Map.Entry<Bytes, Stored> entry : itemsOf(table.id()).entrySet()) {
      if (!KeyCodec.partitionPrefix(entry.getKey()).equals(partition)) continue;
      bytes += CollectionShare.of(table, new Seen(entry.getValue()));
    }
    return bytes;
  }

  /// Derived from the items whenever it is asked for.
  private NavigableMap<Bytes, Stored> entriesOf(Index index) {
    var entries = new ConcurrentSkipListMap<Bytes, Stored>();
    for (Table table : tables.all()) {
      if (table.indexes().of(index.id()) == null) continue;
      itemsOf(table.id())
          .forEach((key, stored) -> {
            Current current = new Seen(stored);
            Bytes entry = IndexEntries.key(index, current.item(), key);
            if (entry == null) return;
            Bytes image = IndexEntries.image(index, table.keys(), current);
            entries.put(entry, new Stored(image.toArray(), Version.NEVER));
          });
    }
    return entries;
  }

  @Override
  public ItemCursor scan(
      Index index, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    return scan(entriesOf(index), from, to, ascending);
  }

  @Override
  public long storedEntries(Index index) {
    return entriesOf(index).size();
  }

  @Override
  public TableMeters meters() {
    return toll.meters();
  }

  /// Time goes on, as far as capacity is concerned.
  public void pass(long millis) {
    ticks.addAndGet(millis);
  }

  @Override
  public synchronized TableOperation.Outcome alter(TableOperation operation) {
    Tables before = tables;
    return switch (operation.decide(before)) {
      case TableOperation.Decision.Change(var changes) -> {
        for (TableChange change : changes) tables = tables.with(changed(change));
        yield new TableOperation.Outcome.Done(before, tables);
      }
      case TableOperation.Decision.Refuse(var fault) -> new TableOperation.Outcome.Refused(fault);
    };
  }

  private Table changed(TableChange change) {
    HybridTimestamp now = tick();
    TableDescriptor descriptor =
        switch (change) {
          case TableChange.Create(var table, var name, var keys, var millis, var settings) -> {
            var members = new TreeMap<RegionId, Member>();
            members.put(id, new Member(MemberStatus.ACTIVE, now, ""));
            yield new TableDescriptor(table, name, keys, millis, settings, now, members);
          }
          case TableChange.Settings(var table, var settings) ->
              known(table).withSettings(settings, now);
          case TableChange.Membership(var table, var region, var status, var description) -> {
            if (region.equals(id) && status == MemberStatus.REMOVED) items.remove(table);
            yield known(table).withMember(region, new Member(status, now, description));
          }
        };
    return new Table(descriptor, id);
  }

  private TableDescriptor known(TableId table) {
    Table known = tables.of(table);
    if (known == null) throw new IllegalArgumentException("no table " + table);
    return known.descriptor();
  }

  private final class Seen implements Current {

    private final @Nullable Stored stored;

    Seen(@Nullable Stored stored) {
      this.stored = stored;
    }

    @Override
    public Item item() {
      if (stored == null) return Item.ABSENT;
      decodings.incrementAndGet();
      return ItemCodec.decode(stored.encoded);
    }

    @Override
    public boolean exists() {
      return stored != null;
    }

    @Override
    public Bytes encoded() {
      if (stored == null) throw new IllegalStateException("there is no item");
      return Bytes.owning(stored.encoded);
    }

    @Override
    public int sizeBytes() {
      return stored == null ? 0 : ItemCodec.sizeBytes(stored.encoded, 0);
    }

    @Override
    public Version version() {
      return stored == null ? Version.NEVER : stored.version;
    }
  }

  private final class Cursor implements ItemCursor {

    private final Iterator<Map.Entry<Bytes, Stored>> entries;
    private Map.@Nullable Entry<Bytes, Stored> entry;

    Cursor(Iterator<Map.Entry<Bytes, Stored>> entries) {
      this.entries = entries;
    }

    @Override
    public boolean advance() {
      entry = entries.hasNext() ? entries.next() : null;
      return entry != null;
    }

    private Map.Entry<Bytes, Stored> entry() {
      if (entry == null) throw new IllegalStateException("not on an item");
      return entry;
    }

    @Override
    public byte[] key() {
      return entry().getKey().toArray();
    }

    @Override
    public Current current() {
      return new Seen(entry().getValue());
    }
  }
}
