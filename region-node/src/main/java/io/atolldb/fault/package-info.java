/// Refusals of the API, as values.
@NullMarked
package io.atolldb.fault;

import org.jspecify.annotations.NullMarked;
