package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// One of the `AttributeDefinitions`, as sent.
public record SentDefinition(@Nullable String name, @Nullable String type) {}
