package io.atolldb.writer;

import io.atolldb.fault.ApiFault;
import io.atolldb.operation.Current;
import java.util.List;

/// What became of a transaction.
public sealed interface Transacted {

  /// Durable, all of it; one for each operation, in their order.
  record Done(List<Written.Done> written) implements Transacted {
    public Done {
      written = List.copyOf(written);
    }
  }

  /// Was done before under the same token, and not again. The items as they are now, one for each
  /// operation, in their order.
  record Repeated(List<Current> current) implements Transacted {
    public Repeated {
      current = List.copyOf(current);
    }
  }

  /// Nothing of it was done: [ApiFault.TransactionCancelled] where single operations are to blame.
  record Refused(ApiFault fault) implements Transacted {}
}
