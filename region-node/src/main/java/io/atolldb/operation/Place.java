package io.atolldb.operation;

import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;

/// Where an item is, or could be: its table, and its primary key as `KeyCodec` encodes it.
public record Place(TableId table, Bytes key) {}
