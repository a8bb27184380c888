package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.writer.Written;
import org.jspecify.annotations.Nullable;

/// What the calls that write have in common.
final class Calls {

  private Calls() {}

  static Written.Done done(Written written) throws Refusal {
    return switch (written) {
      case Written.Done done -> done;
      case Written.Refused(var fault) -> throw new Refusal(fault);
    };
  }

  /// The answer to a write that returns the item before it, or nothing.
  static WriteAnswer answer(
      WriteOptions options, TableReference table, Written.Done done, int bytesAfter) {
    ShownItem attributes =
        options.returned() == ReturnValues.ALL_OLD
            ? ShownItem.of(done.before())
            : ShownItem.NOTHING;
    return new WriteAnswer(attributes, consumed(options, table, done, bytesAfter));
  }

  static @Nullable ConsumedCapacity consumed(
      WriteOptions options, TableReference table, Written.Done done, int bytesAfter) {
    if (options.capacity() == CapacityDetail.NONE) return null;
    double units = ConsumedCapacity.writeUnits(done.before().sizeBytes(), bytesAfter);
    return ConsumedCapacity.of(options.capacity(), table.sent(), units);
  }
}
