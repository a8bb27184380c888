package io.atolldb.writer;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.HybridClock;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.item.Bytes;
import io.atolldb.log.CommitLog;
import io.atolldb.log.DiskFull;
import io.atolldb.log.LogFailed;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.Transaction;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.replication.Agent;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where items change, whether a client asked or another region's change arrived.
///
/// It takes what is waiting, decides each in order against the items as this batch has left them so
/// far, makes the whole batch durable with one append, and only then lets the store, the readers
/// and the callers see it. Sequence, timestamp and log order are therefore one order, and a batch
/// grows by itself with load, so that the cost of an fsync is shared.
///
/// Once the log has failed, nothing is acknowledged any more: a retried fsync proves nothing.
public final class Writer implements Agent {

  /// Submissions that may wait. Above it callers are told at once.
  public static final int QUEUE_LIMIT = 50_000;

  /// Records that one batch takes before it is made durable, about.
  static final int BATCH_WEIGHT_LIMIT = 4_000;

  /// Bytes that one batch decides before it is made durable; the rest waits for the next.
  static final long BATCH_BYTES_LIMIT = 8 << 20;

  private static final long WAIT_MILLIS_MAX = 500;
  private static final String OVERLOADED = "The region's write queue is full; try again later.";
  private static final Logger LOGGER = LoggerFactory.getLogger(Writer.class);

  /// What the writer tells of itself.
  public enum Health {
    WRITING,
    /// No room on the disk: reads go on, writes are refused until there is room again.
    READ_ONLY,
    /// The log cannot be trusted any more. For good.
    FAILED
  }

  private final RegionState state;
  private final CommitLog log;
  private final HybridClock clock;
  private final WallClock wallClock;
  private final TableMeters meters;
  private final CollectionLimit collectionLimit;
  private final FencedWrites fenced = new FencedWrites();
  private final BlockingQueue<Submission> queue = new LinkedBlockingQueue<>(QUEUE_LIMIT);
  private final List<Submission> batch = new ArrayList<>();
  private volatile Health health = Health.WRITING;
  private volatile String healthReason = "";
  private volatile boolean closed;
  private volatile long toPublish;

  public Writer(
      RegionState state,
      CommitLog log,
      HybridClock clock,
      WallClock wallClock,
      TableMeters meters,
      CollectionLimit collectionLimit) {
    this.state = state;
    this.log = log;
    this.clock = clock;
    this.wallClock = wallClock;
    this.meters = meters;
    this.collectionLimit = collectionLimit;
  }

  @Override
  public String role() {
    return "writer";
  }

  public Health health() {
    return health;
  }

  /// Why the writer is not writing; empty when it is.
  public String healthReason() {
    return healthReason;
  }

  /// What was not taken of regions that were removed.
  public FencedWrites fenced() {
    return fenced;
  }

  public int queued() {
    return queue.size();
  }

  public Pending<Written> submit(ItemOperation operation) {
    var submission = new ItemSubmission(operation);
    offer(submission);
    return submission.pending();
  }

  public Pending<Transacted> submit(Transaction transaction) {
    var submission = new TransactionSubmission(transaction);
    offer(submission);
    return submission.pending();
  }

  /// Items as they all are when the writer comes to it: nothing is between them.
  public Pending<SeenTogether> look(List<Place> places) {
    var submission = new LookSubmission(places);
    offer(submission);
    return submission.pending();
  }

  public Pending<TableOperation.Outcome> submit(TableOperation operation) {
    var submission = new TableSubmission(operation);
    offer(submission);
    return submission.pending();
  }

  /// Records that lay in the quarantine at `sequences`, and can be read now.
  public Receipt submitReleased(RemoteBatch remote, List<Long> sequences) {
    var submission = new RemoteSubmission(remote, wallClock.millis(), meters, fenced, sequences);
    offer(submission);
    return submission.receipt();
  }

  public Receipt submit(RemoteBatch remote) {
    var submission = new RemoteSubmission(remote, wallClock.millis(), meters, fenced);
    offer(submission);
    return submission.receipt();
  }

  Pending<RecordSubmission.Outcome> submit(LogRecord record) {
    var submission = new RecordSubmission(record);
    offer(submission);
    return submission.pending();
  }

  /// Enters items by the time they expire. Returns what tells when that is done, or has failed.
  public BooleanSupplier indexExpiries(LogRecord.ExpiriesIndexed indexed) {
    return submit(indexed)::isDone;
  }

  /// Puts versions in place of what is damaged under the same version.
  public Receipt replace(RemoteBatch right) {
    var submission = new MendSubmission(right);
    offer(submission);
    return submission.receipt();
  }

  /// Lets go of tombstones of a table with these members (`TableDescriptor.membership`), as far as
  /// they are still there and lie behind `floor`. Returns what tells when that is done, or has
  /// failed.
  public BooleanSupplier forget(
      TableId table, long membership, VersionVector floor, List<Bytes> keys) {
    var submission = new ForgetSubmission(table, membership, floor, keys);
    offer(submission);
    return submission.pending()::isDone;
  }

  /// Sends versions of a table on that a removed region had a part in; `isLast`: that is all there
  /// is of that membership. Returns what tells when it is done, or has failed.
  public BooleanSupplier relay(
      TableId table, RegionId removed, int epoch, List<Bytes> keys, boolean isLast) {
    var submission = new RelaySubmission(table, removed, epoch, keys, isLast);
    offer(submission);
    return submission.pending()::isDone;
  }

  /// Makes it durable that a link is paused, or is not. Returns why it could not be, null if it is.
  public @Nullable String rememberPaused(RegionId origin, boolean paused) {
    return submit(new LogRecord.LinkPaused(origin, paused)).await().failure();
  }

  /// Makes durable how many records a second a link may bring (zero: as many as come). Returns why
  /// it could not be, null if it is.
  public @Nullable String rememberThrottle(RegionId origin, long recordsPerSecond) {
    return submit(new LogRecord.LinkThrottled(origin, recordsPerSecond)).await().failure();
  }

  /// No timestamp that is issued from now on, but for what waits already, is at or below this one.
  void followClock(long packed) {
    offer(new ClockSubmission(packed));
  }

  /// Lets go of the conflicts that were found up to a sequence. Returns what tells when that is
  /// done, or has failed.
  public BooleanSupplier dropConflicts(long through) {
    return submit(new LogRecord.ConflictsDropped(through))::isDone;
  }

  /// Remembers that the conflicts up to a sequence are in their topic; returns at once.
  public void rememberConflictsPublished(long through) {
    var _ = submit(new LogRecord.ConflictsPublished(through));
  }

  /// To be written down with the next batch that has something to say; not worth one of its own.
  void rememberPublished(long sequence) {
    toPublish = sequence;
  }

  private void offer(Submission submission) {
    if (closed) {
      submission.failed("The region is stopping.");
    } else if (!queue.offer(submission)) {
      submission.failed(OVERLOADED);
    } else if (closed) {
      // The writer may have drained the queue for the last time just before.
      failAll("The region is stopping.");
    }
  }

  @Override
  public void awaitWork() throws InterruptedException {
    Submission first = queue.poll(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS);
    if (first != null) batch.add(first);
  }

  @Override
  public int doWork() {
    take();
    if (batch.isEmpty()) return 0;

    if (health == Health.FAILED) {
      int failed = batch.size();
      fail(batch, healthReason);
      batch.clear();
      return failed;
    }
    return write();
  }

  private void take() {
    int weight = 0;
    for (Submission submission : batch) weight += submission.weight();
    while (weight < BATCH_WEIGHT_LIMIT) {
      Submission next = queue.poll();
      if (next == null) return;
      batch.add(next);
      weight += next.weight();
    }
  }

  private int write() {
    var draft = new Draft(state, clock, wallClock.millis(), collectionLimit);
    int before = batch.size();
    List<Submission> decided = decide(draft);
    answer(draft, decided);
    return before - batch.size();
  }

  private void answer(Draft draft, List<Submission> decided) {
    try {
      commit(draft);
    } catch (DiskFull full) {
      become(Health.READ_ONLY, "The region is read-only: " + full.getMessage());
      fail(decided, healthReason);
      return;
    } catch (LogFailed failure) {
      LOGGER.error("log.failed reason={}", failure.getMessage(), failure);
      become(Health.FAILED, "The region's commit log failed: " + failure.getMessage());
      fail(decided, healthReason);
      return;
    } catch (RuntimeException | Error broken) {
      // The log has the batch, but the store or this program is broken: what memory holds and what
      // the log says may differ, so nothing more can be promised until a restart has replayed it.
      LOGGER.error("writer.failed", broken);
      become(Health.FAILED, "The region's writer failed: " + broken);
      fail(decided, healthReason);
      return;
    }
    boolean mayWrite = health != Health.FAILED; // the clock may have failed meanwhile
    if (mayWrite && !draft.records().isEmpty()) become(Health.WRITING, "");
    for (Submission submission : decided) submission.committed();
  }

  /// Takes from the batch what the draft has room for. A submission that cannot be decided is
  /// answered here and now, and takes nobody with it.
  private List<Submission> decide(Draft draft) {
    var decided = new ArrayList<Submission>(batch.size());
    int taken = 0;
    while (taken < batch.size() && draft.bytes() < BATCH_BYTES_LIMIT) {
      Submission submission = batch.get(taken++);
      try {
        submission.decideOn(draft);
        decided.add(submission);
      } catch (ClockBound.NotPersisted notPersisted) {
        submission.failed(withoutBound(notPersisted));
      } catch (RuntimeException broken) {
        LOGGER.error("writer.undecided", broken);
        submission.failed("Internal error: " + broken.getMessage());
      }
    }
    batch.subList(0, taken).clear();
    return decided;
  }

  /// Without a bound no timestamp can be issued. Room may come back; a bound that failed does not.
  private String withoutBound(ClockBound.NotPersisted notPersisted) {
    boolean full = notPersisted.getCause() instanceof DiskFull;
    String reason = "The clock's bound cannot be stored: " + notPersisted.getMessage();
    if (!full) LOGGER.error("clock.failed reason={}", notPersisted.getMessage(), notPersisted);
    become(full ? Health.READ_ONLY : Health.FAILED, reason);
    return reason;
  }

  private void commit(Draft draft) throws DiskFull, LogFailed {
    List<LogRecord> records = draft.records();
    if (records.isEmpty()) return; // refusals only: nothing to make durable
    long published = toPublish;
    if (published > state.published()) records.add(new LogRecord.Published(published));

    var encoded = new ArrayList<byte[]>(records.size());
    for (LogRecord record : records) encoded.add(LogRecordCodec.encode(record));
    long through = log.append(encoded);
    state.apply(records, draft.replaced(), through);
  }

  private void become(Health changed, String reason) {
    if (health != changed) LOGGER.info("writer.health is={} reason={}", changed, reason);
    healthReason = reason;
    health = changed;
  }

  private static void fail(List<Submission> submissions, String reason) {
    for (Submission submission : submissions) submission.failed(reason);
  }

  /// Refuses everything from now on and answers what still waits. To be called when no step runs.
  public void close() {
    closed = true;
    fail(batch, "The region is stopping.");
    batch.clear();
    failAll("The region is stopping.");
  }

  private void failAll(String reason) {
    for (Submission next = queue.poll(); next != null; next = queue.poll()) next.failed(reason);
  }

  /// A reason to stop, if there is one.
  public @Nullable String failure() {
    return health == Health.FAILED ? healthReason : null;
  }
}
