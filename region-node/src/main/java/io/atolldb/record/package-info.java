/// What a commit log's records say, and how they say it in bytes.
@NullMarked
package io.atolldb.record;

import org.jspecify.annotations.NullMarked;
