/// Items: attribute values, numbers, sizes and their one binary form.
@NullMarked
package io.atolldb.item;

import org.jspecify.annotations.NullMarked;
