package io.atolldb.replication;

import io.atolldb.clock.WallClock;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves this region's own changes from the commit log into its change stream.
///
/// It goes on from the last record that the stream confirmed, so a crash or a lost confirmation
/// repeats records and never skips one. Between changes it sends heartbeats, so that the others
/// know that silence means "nothing happened", and announces shared tables again from time to time.
public final class Publisher implements Agent {

  /// Records of the log that one step looks at.
  public static final int PUBLISH_LIMIT = 2_000;

  public static final long HEARTBEAT_MILLIS = 500;
  static final long ANNOUNCE_MILLIS = 30_000;
  static final long ANNOUNCE_SOON_MILLIS = 2_000;

  /// How many tables every heartbeat may speak of.
  private static final int TABLES_SETTLED_EACH_BEAT = 64;

  private static final Logger LOGGER = LoggerFactory.getLogger(Publisher.class);

  private final Outbox outbox;
  private final ChangeStream stream;
  private final WallClock wallClock;
  private final Ticks ticks;
  private final Backoff backoff;
  private final BooleanSupplier mayPublish;
  private final Pause pause = new Pause();
  private final Rest rest = new Rest();
  private long sentThrough;
  private long heartbeatDue;
  private long announceDue;
  private long settleDue = Long.MIN_VALUE;
  private long retryAt = Long.MIN_VALUE;
  private long restUntil = Long.MIN_VALUE;
  private volatile String trouble = "";
  private volatile long publishedThrough;
  private final AtomicLong sendAgainAfter = new AtomicLong(Long.MAX_VALUE);

  /// `mayPublish` is false as long as the end of the log may lack what was published before.
  public Publisher(
      Outbox outbox,
      ChangeStream stream,
      WallClock wallClock,
      Ticks ticks,
      RandomGenerator chance,
      BooleanSupplier mayPublish) {
    this.outbox = outbox;
    this.stream = stream;
    this.wallClock = wallClock;
    this.ticks = ticks;
    this.backoff = new Backoff(chance);
    this.mayPublish = mayPublish;
    this.sentThrough = outbox.publishedSequence();
    this.publishedThrough = sentThrough;
    this.heartbeatDue = ticks.millis();
    this.announceDue = ticks.millis();
  }

  @Override
  public String role() {
    return "publisher";
  }

  /// The sequence up to which the stream has confirmed everything.
  public long publishedThrough() {
    return publishedThrough;
  }

  /// Why nothing gets through at the moment; empty when it does.
  public String trouble() {
    return trouble;
  }

  /// Sends again everything that a reader lacks who has this region's writes up to the packed
  /// timestamp `written`: its stream has lost what came after. False if the log does not reach back
  /// so far. May be called by any thread.
  public boolean sendAgain(long written) {
    long sequence = outbox.sequenceAfter(written);
    if (sequence < 0) return false;
    sendAgainAfter.accumulateAndGet(sequence, Math::min);
    return true;
  }

  private void goBackIfAsked() {
    long sequence = sendAgainAfter.getAndSet(Long.MAX_VALUE);
    if (sequence >= sentThrough) return;
    LOGGER.warn("stream.sent-again from={} to={}", sequence + 1, sentThrough);
    sentThrough = sequence;
    publishedThrough = sequence; // the log is kept from here on
  }

  @Override
  public int doWork() {
    long now = ticks.millis();
    if (now < Math.max(retryAt, restUntil) || !mayPublish.getAsBoolean()) return 0;

    goBackIfAsked();
    Outbox.Batch batch = outbox.read(sentThrough, PUBLISH_LIMIT);
    var records = new ArrayList<>(batch.records());
    boolean announcing = now >= announceDue;
    if (announcing) announce(records);
    if (!records.isEmpty() && !send(records, now)) return 0;

    if (announcing) announceDue = now + announcePause();
    boolean moved = batch.throughSequence() != sentThrough;
    confirmed(batch.throughSequence());
    int sent = batch.records().size();
    long millis = rest.after(sent, now);
    restUntil = sent < PUBLISH_LIMIT ? now + millis : now; // a full batch: more waits already
    int beats = announcing || now >= heartbeatDue ? beat(batch, now) : 0;
    return records.size() + beats + (moved ? 1 : 0);
  }

  /// Goes by itself, after all that it names was confirmed: of an append that fails, any part may
  /// have come through, so a heartbeat among the records could name one that is missing.
  private int beat(Outbox.Batch after, long now) {
    var heartbeat =
        new StreamRecord.Heartbeat(
            after.throughTimestamp(),
            outbox.applied(),
            wallClock.millis(),
            after.latestSent(),
            outbox.copying(),
            settledIfDue(after, now));
    if (!send(List.of(heartbeat), now)) return 0;
    heartbeatDue = now + HEARTBEAT_MILLIS;
    return 1;
  }

  /// With many tables it is much to say, so it is said less often.
  private @Nullable Settled settledIfDue(Outbox.Batch after, long now) {
    Settled settled = after.settled();
    if (settled == null || now < settleDue) return null;
    long beats = 1L + settled.memberships().size() / TABLES_SETTLED_EACH_BEAT;
    settleDue = now + beats * HEARTBEAT_MILLIS;
    return settled;
  }

  private void announce(List<StreamRecord> records) {
    for (TableDescriptor table : outbox.announcements()) {
      records.add(new StreamRecord.Control(table));
    }
  }

  /// Shorter while a replica is being made, so that a region that just came up hears of it soon.
  private long announcePause() {
    for (TableDescriptor table : outbox.announcements()) {
      for (var member : table.members().values()) {
        if (member.status() == MemberStatus.CREATING) return ANNOUNCE_SOON_MILLIS;
      }
    }
    return ANNOUNCE_MILLIS;
  }

  private boolean send(List<StreamRecord> records, long now) {
    try {
      stream.append(records);
      if (!trouble.isEmpty()) LOGGER.info("stream.back");
      trouble = "";
      backoff.succeeded();
      return true;
    } catch (ChangeStream.StreamUnavailable unavailable) {
      if (trouble.isEmpty()) LOGGER.warn("stream.lost reason={}", unavailable.getMessage());
      trouble = String.valueOf(unavailable.getMessage());
      retryAt = now + backoff.nextMillis();
      return false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void confirmed(long sequence) {
    if (sequence == sentThrough) return;
    sentThrough = sequence;
    publishedThrough = sequence;
    outbox.published(sequence);
  }

  @Override
  public void awaitWork() throws InterruptedException {
    long now = ticks.millis();
    long notBefore = Math.max(retryAt, restUntil);
    if (now < notBefore || !mayPublish.getAsBoolean()) {
      pause.await(Math.clamp(notBefore - now, 1, HEARTBEAT_MILLIS));
    } else {
      outbox.awaitBeyond(sentThrough, Math.max(1, heartbeatDue - now));
    }
  }
}
