/// What reads and writes cost, how much of it there is, and who takes it.
@NullMarked
package io.atolldb.capacity;

import org.jspecify.annotations.NullMarked;
