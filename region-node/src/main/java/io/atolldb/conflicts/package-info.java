/// The conflict log: what resolution did not keep.
@NullMarked
package io.atolldb.conflicts;

import org.jspecify.annotations.NullMarked;
