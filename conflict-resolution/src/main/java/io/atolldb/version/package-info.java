/// Versions of items: which write is here, and which writes it has seen.
@NullMarked
package io.atolldb.version;

import org.jspecify.annotations.NullMarked;
