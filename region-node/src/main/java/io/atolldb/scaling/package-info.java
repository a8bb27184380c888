/// Auto scaling: provisioned capacity that follows its use. What is wanted is decided by functions
/// of settings, use and time; nothing here reads a clock or changes a table.
@NullMarked
package io.atolldb.scaling;

import org.jspecify.annotations.NullMarked;
