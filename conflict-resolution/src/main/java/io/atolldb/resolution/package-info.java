/// The one function that decides what a region keeps.
@NullMarked
package io.atolldb.resolution;

import org.jspecify.annotations.NullMarked;
