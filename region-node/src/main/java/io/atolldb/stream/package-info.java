/// The streams of tables: which there are, and how each is cut into shards. Their records are in
/// the commit log.
@NullMarked
package io.atolldb.stream;

import org.jspecify.annotations.NullMarked;
