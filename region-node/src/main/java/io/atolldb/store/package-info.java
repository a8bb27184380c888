/// The item store: ordered maps of bytes, an index behind the commit log.
@NullMarked
package io.atolldb.store;

import org.jspecify.annotations.NullMarked;
