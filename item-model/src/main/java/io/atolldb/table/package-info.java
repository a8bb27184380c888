/// Tables: names, identities and key schemas.
@NullMarked
package io.atolldb.table;

import org.jspecify.annotations.NullMarked;
