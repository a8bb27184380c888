/// What regions agree on about a table: its definition and which regions hold a replica.
@NullMarked
package io.atolldb.globaltable;

import org.jspecify.annotations.NullMarked;
