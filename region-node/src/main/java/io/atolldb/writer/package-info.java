/// The one place where items change.
@NullMarked
package io.atolldb.writer;

import org.jspecify.annotations.NullMarked;
