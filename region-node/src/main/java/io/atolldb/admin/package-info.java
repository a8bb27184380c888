/// The admin port: what operators and other regions ask.
@NullMarked
package io.atolldb.admin;

import org.jspecify.annotations.NullMarked;
