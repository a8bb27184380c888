/// What a region shows to those who watch it: health and metrics.
@NullMarked
package io.atolldb.observe;

import org.jspecify.annotations.NullMarked;
