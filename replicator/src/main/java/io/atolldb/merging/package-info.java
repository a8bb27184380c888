/// Merging below the item, for items: attribute values in the lattice of [io.atolldb.merge], and
/// its bytes.
@NullMarked
package io.atolldb.merging;

import org.jspecify.annotations.NullMarked;
