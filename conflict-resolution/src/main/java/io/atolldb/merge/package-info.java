/// Merging below the item: attributes that different regions changed at the same time both stay,
/// and counters and sets add up.
///
/// One lattice serves every merge policy. A policy only decides how a *write* is taken down
/// ([io.atolldb.merge.MergeEdit]); how two states join ([io.atolldb.merge.MergeState#join]) does
/// not depend on it, so that regions that learn of a changed policy at different times agree all
/// the same. A write under last-writer-wins is the special case that clears everything before it.
@NullMarked
package io.atolldb.merge;

import org.jspecify.annotations.NullMarked;
