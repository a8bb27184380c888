/// Requests that no client would send, at a region that must answer them all.
@NullMarked
package io.atolldb.fuzz;

import org.jspecify.annotations.NullMarked;
