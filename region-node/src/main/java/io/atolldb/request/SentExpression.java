package io.atolldb.request;

import io.atolldb.expression.ExpressionKind;
import org.jspecify.annotations.Nullable;

/// One of the expressions that an operation takes; without a text, the client did not send it.
record SentExpression(ExpressionKind kind, @Nullable String text) {}
