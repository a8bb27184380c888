/// Items that expire: when they do, how they are found by that time, and who removes them.
@NullMarked
package io.atolldb.expiry;

import org.jspecify.annotations.NullMarked;
