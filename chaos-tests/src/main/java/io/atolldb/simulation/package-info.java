/// Whole worlds of regions in one thread: production code under virtual time, with chance, network,
/// Kafka and disks played by this package.
@NullMarked
package io.atolldb.simulation;

import org.jspecify.annotations.NullMarked;
