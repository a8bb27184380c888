package io.atolldb.region;

import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.replication.Agent;
import io.atolldb.replication.ChangeStream.StreamUnavailable;
import io.atolldb.replication.ConflictStream;
import io.atolldb.replication.Ticks;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves conflicts from the conflict log into their topic, the oldest first. How far it has come is
/// remembered after the topic has confirmed it, so a crash repeats conflicts and skips none, as
/// long as the conflict log keeps them.
public final class ConflictPublisher implements Agent {

  /// Conflicts of one append: with the largest items, some tens of megabytes.
  static final int PAGE_LIMIT = 20;

  /// How long it lets a topic be that could not be reached.
  static final long RETRY_MILLIS = 2_000;

  private static final long WAIT_MILLIS = 500;
  private static final Logger LOGGER = LoggerFactory.getLogger(ConflictPublisher.class);

  private final RegionState state;
  private final ConflictLog conflicts;
  private final Writer writer;
  private final ConflictStream stream;
  private final Function<Conflict, ConflictStream.Entry> form;
  private final Ticks ticks;
  private long sentThrough;
  private long retryAt = Long.MIN_VALUE;
  private boolean established;
  private volatile String trouble = "";

  /// `form`: what is said of a conflict.
  public ConflictPublisher(
      RegionCore core,
      ConflictStream stream,
      Function<Conflict, ConflictStream.Entry> form,
      Ticks ticks) {
    this.state = core.state();
    this.conflicts = core.conflicts();
    this.writer = core.writer();
    this.stream = stream;
    this.form = form;
    this.ticks = ticks;
    this.sentThrough = state.conflictsPublished();
  }

  @Override
  public String role() {
    return "conflict-publisher";
  }

  /// Why nothing gets through at the moment; empty when it does.
  public String trouble() {
    return trouble;
  }

  @Override
  public int doWork() {
    if (ticks.millis() < retryAt) return 0;
    List<Conflict> page = conflicts.after(sentThrough, PAGE_LIMIT);
    if (page.isEmpty() && established) return 0;
    if (!send(page)) return 0;
    established = true;
    if (page.isEmpty()) return 0;
    sentThrough = page.getLast().sequence();
    writer.rememberConflictsPublished(sentThrough);
    return page.size();
  }

  private boolean send(List<Conflict> page) {
    try {
      stream.append(page.stream().map(form).toList());
      trouble = "";
      return true;
    } catch (StreamUnavailable unavailable) {
      if (trouble.isEmpty()) LOGGER.warn("conflicts.unsent reason={}", unavailable.getMessage());
      trouble = String.valueOf(unavailable.getMessage());
      retryAt = ticks.millis() + RETRY_MILLIS;
      return false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void awaitWork() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
  }
}
