package io.atolldb.request;

import io.atolldb.expression.Condition;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.Guard;

/// What a client asks to be told about a write.
record WriteOptions(
    ReturnValues returned,
    CapacityDetail capacity,
    CollectionMetrics metrics,
    boolean showsItemOnConditionFailure) {

  static WriteOptions of(SentReturns sent) throws Refusal {
    ReturnValues returned = Choice.RETURN_VALUES.of(sent.returnValues());
    CapacityDetail capacity = Choice.RETURN_CONSUMED_CAPACITY.of(sent.returnConsumedCapacity());
    CollectionMetrics metrics =
        Choice.RETURN_ITEM_COLLECTION_METRICS.of(sent.returnItemCollectionMetrics());
    ReturnValues onFailure =
        Choice.ON_CONDITION_FAILURE.of(sent.returnValuesOnConditionCheckFailure());
    return new WriteOptions(returned, capacity, metrics, onFailure == ReturnValues.ALL_OLD);
  }

  /// A put or a delete makes no attributes that it could return.
  void requireOldOrNone() throws Refusal {
    if (returned != ReturnValues.NONE && returned != ReturnValues.ALL_OLD) {
      throw Refusal.invalid("ReturnValues can only be ALL_OLD or NONE");
    }
  }

  Guard guard(Condition condition) {
    return new Guard(condition, showsItemOnConditionFailure);
  }
}
