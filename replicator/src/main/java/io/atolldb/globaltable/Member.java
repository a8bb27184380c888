package io.atolldb.globaltable;

import io.atolldb.clock.HybridTimestamp;

/// One region's replica of a table, and when its status was decided.
public record Member(MemberStatus status, HybridTimestamp since, String description) {}
