package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// One write of a batch, as sent: an item to put or the key of one to delete. Not both, not
/// neither.
public record SentWrite(@Nullable SentItem put, @Nullable SentItem delete) {}
