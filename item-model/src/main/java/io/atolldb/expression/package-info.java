/// The expression language: parsed once, bound, then evaluated.
@NullMarked
package io.atolldb.expression;

import org.jspecify.annotations.NullMarked;
