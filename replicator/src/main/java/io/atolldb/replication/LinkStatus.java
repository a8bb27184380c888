package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import org.jspecify.annotations.Nullable;

/// What a link tells of itself.
///
/// `lagRecords`: records of the origin's stream that are known to exist and are not applied here.
/// `lagMillis`: zero while the link is caught up and the origin's heartbeats arrive, else how long
/// ago it was last known to be caught up. `latencyMillis`: of the last change that arrived, from
/// its commit at the origin to its commit here, by the two wall clocks. `appliedThrough`: packed
/// timestamp.
public record LinkStatus(
    RegionId origin,
    String state,
    boolean paused,
    long lagRecords,
    long lagMillis,
    long latencyMillis,
    @Nullable StreamPosition position,
    long appliedThrough,
    long applied,
    long conflicts,
    long quarantined,
    long clockAheadMillis,
    String trouble) {}
