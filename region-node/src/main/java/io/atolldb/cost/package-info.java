/// What the service would ask for what the tables of a region have taken and hold.
@NullMarked
package io.atolldb.cost;

import org.jspecify.annotations.NullMarked;
