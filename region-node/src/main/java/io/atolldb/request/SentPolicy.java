package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// A resource policy that comes with a new table, as sent. `wellFormed`: it is a JSON object.
public record SentPolicy(@Nullable String text, boolean wellFormed) {}
