/// What secondary indexes hold, as functions of the items of their tables.
@NullMarked
package io.atolldb.index;

import org.jspecify.annotations.NullMarked;
