package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import org.jspecify.annotations.Nullable;

/// What a link tells of itself.
///
/// `state`: CONNECTING, STREAMING, BACKING_OFF, HOLDING_CLOCK, PAUSED or RESYNCING, with the reason
/// in `trouble` where there is one; `paused` is what was asked for, also before the link has come
/// to it.
///
/// `lagRecords`: records of the origin's stream that are known to exist and are not applied here,
/// heartbeats included, also while the link is paused; what an origin that cannot be reached writes
/// is not known.
///
/// `lagBytes`: of those records, by the mean size of what came last. `throttle`: how many records a
/// second may come, zero for no limit.
///
/// `lagMillis`: zero while nothing is known to be missing and the origin is heard of (a heartbeat
/// comes every [Publisher#HEARTBEAT_MILLIS]; three may be missing). Else the age of the newest
/// thing of the origin that is applied here: this region's wall clock now, less the origin's at
/// that change or heartbeat. All that the origin wrote before that moment is here; what it wrote
/// since would be lost with it. Wrong by as much as the two clocks differ.
///
/// `latencyMillis`: of the last change that arrived, from its commit at the origin to its commit
/// here, by the same two clocks. `clockAheadMillis`: how far the origin's wall clock was ahead of
/// this region's at the last heartbeat; travelling makes it look that much slower.
///
/// `appliedThrough`: packed timestamp. `applied`, `conflicts`, `quarantined`: counted since the
/// process began; `quarantined` are records that could not be read and were put aside.
public record LinkStatus(
    RegionId origin,
    String state,
    boolean paused,
    long throttle,
    long lagRecords,
    long lagBytes,
    long lagMillis,
    long latencyMillis,
    @Nullable StreamPosition position,
    long appliedThrough,
    long applied,
    long conflicts,
    long quarantined,
    long clockAheadMillis,
    String trouble) {}
