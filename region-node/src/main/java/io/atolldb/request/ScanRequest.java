package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// Scan, as sent.
public record ScanRequest(
    SentPage page, @Nullable Integer segment, @Nullable Integer totalSegments) {}
