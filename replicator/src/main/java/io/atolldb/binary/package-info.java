/// Versions as bytes.
@NullMarked
package io.atolldb.binary;

import org.jspecify.annotations.NullMarked;
