/// A Kafka broker inside the region's own process, for a region that is given none.
@NullMarked
package io.atolldb.broker;

import org.jspecify.annotations.NullMarked;
