/// Records of other regions that could not be read: kept, shown, and tried again.
@NullMarked
package io.atolldb.quarantine;

import org.jspecify.annotations.NullMarked;
