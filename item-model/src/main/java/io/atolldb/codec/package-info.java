/// Reading and writing of bytes, under every binary format of Atoll.
@NullMarked
package io.atolldb.codec;

import org.jspecify.annotations.NullMarked;
