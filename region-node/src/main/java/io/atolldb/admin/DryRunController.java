package io.atolldb.admin;

import io.atolldb.catalog.MergeSetting;
import io.atolldb.catalog.Table;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.conflicts.Difference;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.log.LogDamaged;
import io.atolldb.merge.MergePolicy;
import io.atolldb.region.DryRun;
import io.atolldb.region.DryRun.Outcome;
import io.atolldb.region.DryRun.Verdict;
import io.atolldb.region.RegionCore;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a merge policy would have made of a table's conflicts; nothing is changed.
@RestController
@RequestMapping("/api/v1/tables/{table}/merge-policy/dry-run")
public final class DryRunController {

  private static final int LIMIT_DEFAULT = 100;

  /// `counters`: attributes that are only added to, which the log does not tell.
  record Wanted(
      String policy,
      @Nullable List<String> counters,
      @Nullable Integer limit,
      @Nullable String next) {}

  record Summary(long conflicts, long nothingLost, long stillLost, long unknown) {}

  /// `base` is what both writes had seen. `changes`: the attributes in which `merged` differs from
  /// what was kept.
  record Tried(
      String id,
      Object key,
      String kind,
      String outcome,
      @Nullable Object base,
      @Nullable Object kept,
      @Nullable Object lost,
      @Nullable Object merged,
      List<String> changes) {}

  record Answer(String policy, Summary summary, List<Tried> conflicts, @Nullable String next) {}

  private final RegionCore core;

  public DryRunController(RegionCore core) {
    this.core = core;
  }

  @PostMapping
  Answer run(@PathVariable("table") String name, @RequestBody Wanted wanted)
      throws IOException, LogDamaged {
    MergePolicy policy = MergeSetting.named(wanted.policy());
    if (policy == null) {
      throw new IllegalArgumentException("policy is one of " + MergeSetting.names());
    }
    int limit = wanted.limit() == null ? LIMIT_DEFAULT : wanted.limit();
    if (limit < 1 || limit > ConflictLog.PAGE_LIMIT_MAX) {
      throw new IllegalArgumentException("limit is 1 to " + ConflictLog.PAGE_LIMIT_MAX);
    }
    Table table = Asked.table(core.state().tables(), name);
    List<String> counters = wanted.counters() == null ? List.of() : wanted.counters();
    DryRun.Page page =
        new DryRun(core.log(), core.conflicts())
            .of(
                table,
                new DryRun.Trial(policy, new TreeSet<>(counters)),
                limit,
                Asked.next(wanted.next()));
    Long nextSequence = page.next();
    return new Answer(
        policy.text(),
        summary(page.outcomes()),
        page.outcomes().stream().map(outcome -> tried(table, outcome)).toList(),
        nextSequence == null ? null : nextSequence.toString());
  }

  private static Summary summary(List<Outcome> outcomes) {
    return new Summary(
        outcomes.size(),
        count(outcomes, Verdict.NOTHING_LOST),
        count(outcomes, Verdict.STILL_LOST),
        count(outcomes, Verdict.UNKNOWN));
  }

  private static long count(List<Outcome> outcomes, Verdict verdict) {
    return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  private static Tried tried(Table table, Outcome outcome) {
    var conflict = outcome.conflict();
    boolean known = outcome.verdict() != Verdict.UNKNOWN;
    return new Tried(
        conflict.id(),
        Shown.item(table.keys().itemOf(KeyCodec.decode(conflict.key()))),
        conflict.kind().label(),
        outcome.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        image(outcome.base()),
        image(conflict.kept().item()),
        image(conflict.lost().item()),
        image(outcome.merged()),
        known ? Difference.attributes(conflict.kept().item(), outcome.merged()) : List.of());
  }

  private static @Nullable Object image(Item item) {
    return item.isAbsent() ? null : Shown.item(item);
  }
}
