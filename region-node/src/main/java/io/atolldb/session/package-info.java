/// Sessions across regions: what a client has seen, and waiting until a region has seen it too.
@NullMarked
package io.atolldb.session;

import org.jspecify.annotations.NullMarked;
