package io.atolldb.log;

/// One record of the log with its number. The array belongs to the log: it must not be written to.
public record LoggedRecord(long sequence, byte[] bytes) {}
