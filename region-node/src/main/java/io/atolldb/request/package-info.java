/// Requests as typed values, what makes them valid, and what is answered.
@NullMarked
package io.atolldb.request;

import org.jspecify.annotations.NullMarked;
