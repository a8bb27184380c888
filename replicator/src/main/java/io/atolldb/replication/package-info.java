/// The change stream: what travels between regions, who sends it and who applies it.
@NullMarked
package io.atolldb.replication;

import org.jspecify.annotations.NullMarked;
