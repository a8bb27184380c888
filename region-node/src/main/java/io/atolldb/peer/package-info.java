/// Regions that ask each other directly, over their admin ports.
@NullMarked
package io.atolldb.peer;

import org.jspecify.annotations.NullMarked;
