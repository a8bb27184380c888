package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// The item, if there is one, and what reading it has cost.
public record GetItemAnswer(ShownItem item, @Nullable ConsumedCapacity consumed) {}
