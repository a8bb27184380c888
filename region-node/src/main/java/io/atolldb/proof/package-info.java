/// Proof that regions agree: digests of tables by ranges of hashed keys, kept with every write, and
/// their comparison under load.
@NullMarked
package io.atolldb.proof;

import org.jspecify.annotations.NullMarked;
