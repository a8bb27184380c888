/// The commit log: the truth of a region.
@NullMarked
package io.atolldb.log;

import org.jspecify.annotations.NullMarked;
