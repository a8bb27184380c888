/// Regions as real processes with real brokers, on loopback: what only a process shows.
package io.atolldb.processes;
