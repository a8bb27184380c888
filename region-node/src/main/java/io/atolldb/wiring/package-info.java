/// The node's process: options, objects by hand, start and stop.
@NullMarked
package io.atolldb.wiring;

import org.jspecify.annotations.NullMarked;
