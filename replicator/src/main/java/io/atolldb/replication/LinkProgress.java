package io.atolldb.replication;

/// How far a link has come, stored in the same commit as the changes it brought: its position, and
/// the packed timestamp up to which every write of the origin is applied here.
public record LinkProgress(StreamPosition position, long appliedThrough) {}
