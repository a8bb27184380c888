package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// What a write of one item answers: attributes, if any were asked for and there are some, its
/// cost, and the size of the item collection it touched.
public record WriteAnswer(
    ShownItem attributes,
    @Nullable ConsumedCapacity consumed,
    @Nullable CollectionSize collection) {}
