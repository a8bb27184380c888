/// Hybrid logical time: what orders the writes of all regions.
@NullMarked
package io.atolldb.clock;

import org.jspecify.annotations.NullMarked;
