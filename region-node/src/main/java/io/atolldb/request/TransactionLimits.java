package io.atolldb.request;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.Place;
import io.atolldb.operation.RequestToken;
import io.atolldb.operation.Transaction;
import io.atolldb.region.Region;
import io.atolldb.writer.Transacted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What holds for every transaction, whatever language it is written in.
final class TransactionLimits {

  /// Of all that a transaction sends, or reads.
  static final int PAYLOAD_BYTES_MAX = 4 * 1024 * 1024;

  private static final int TOKEN_LENGTH_MAX = 36;

  private TransactionLimits() {}

  static void requirePayload(long bytes) throws Refusal {
    if (bytes <= PAYLOAD_BYTES_MAX) return;
    throw Refusal.invalid("Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
  }

  static void requireToken(String member, String token) throws Refusal {
    Constraints.length(member, token.length(), 1, TOKEN_LENGTH_MAX);
  }

  static void requireDistinct(List<Place> places) throws Refusal {
    if (new HashSet<>(places).size() == places.size()) return;
    throw Refusal.invalid("Transaction request cannot include multiple operations on one item");
  }

  /// What a transaction is refused with that does not fit its tables.
  static Refusal unfit(Region region, @Nullable RequestToken token, Refusal misfit) {
    if (token == null) return misfit;
    var transaction = new Transaction(List.of(), token, misfit.fault());
    return region.transact(transaction) instanceof Transacted.Refused(var fault)
        ? new Refusal(fault)
        : misfit;
  }

  /// One of the actions cannot be done to its table. Later ones are not looked at any more.
  static Refusal cancelled(int actions, int blamed, Refusal reason) {
    var reasons = new ArrayList<>(Collections.nCopies(actions, CancellationReason.NONE));
    CancellationReason why = CancellationReason.of(reason.fault());
    if (why == null) return reason;
    reasons.set(blamed, why);
    return new Refusal(new ApiFault.TransactionCancelled(reasons));
  }
}
