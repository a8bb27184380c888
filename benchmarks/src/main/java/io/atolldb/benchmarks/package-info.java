/// Measured from outside, like a user would: a load driver, a lag probe, and JMH for the pure
/// parts.
@NullMarked
package io.atolldb.benchmarks;

import org.jspecify.annotations.NullMarked;
