/// What the doors of a region (wire, admin) see of it.
@NullMarked
package io.atolldb.region;

import org.jspecify.annotations.NullMarked;
