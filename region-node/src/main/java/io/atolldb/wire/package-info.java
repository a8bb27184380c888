/// HTTP and JSON: the data port. Knows no rule of the API.
@NullMarked
package io.atolldb.wire;

import org.jspecify.annotations.NullMarked;
