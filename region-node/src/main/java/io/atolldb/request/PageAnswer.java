package io.atolldb.request;

import io.atolldb.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a query or a scan.
///
/// @param items null where only their number was asked for
/// @param count how many items passed the filter
/// @param scannedCount how many were read
/// @param lastEvaluatedKey where the next page goes on; null if there is nothing more to read
public record PageAnswer(
    @Nullable List<ShownItem> items,
    int count,
    int scannedCount,
    @Nullable Item lastEvaluatedKey,
    @Nullable ConsumedCapacity consumed) {}
