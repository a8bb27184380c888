package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// What a write of one item answers: attributes, if any were asked for and there are some, and its
/// cost.
public record WriteAnswer(ShownItem attributes, @Nullable ConsumedCapacity consumed) {}
