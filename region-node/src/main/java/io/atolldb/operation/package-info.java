/// What a valid request means: functions of the current item, which do nothing themselves.
@NullMarked
package io.atolldb.operation;

import org.jspecify.annotations.NullMarked;
