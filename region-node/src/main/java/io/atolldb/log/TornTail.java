package io.atolldb.log;

/// What was cut off when the log was opened: a group that was being written when the machine
/// stopped, so that nobody had an answer from it.
public record TornTail(String file, long offset, long bytes, String flaw) {}
