/// What lies under a key in the item store: an item or a tombstone, with its version.
@NullMarked
package io.atolldb.stored;

import org.jspecify.annotations.NullMarked;
