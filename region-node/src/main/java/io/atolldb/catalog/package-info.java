/// The tables of a region and what may be done to them.
@NullMarked
package io.atolldb.catalog;

import org.jspecify.annotations.NullMarked;
