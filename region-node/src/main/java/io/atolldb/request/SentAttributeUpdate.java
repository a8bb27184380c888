package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// What `AttributeUpdates` wants done to one attribute, as sent.
public record SentAttributeUpdate(@Nullable SentValues value, @Nullable String action) {}
