package io.atolldb.fault;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Item;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything the API can refuse, as values. A fault is an answer, not an accident: it is returned,
/// and only the wire turns it into a status line and a body.
public sealed interface ApiFault {

  /// What clients read, in the service's words.
  String message();

  /// The request breaks a rule of the API.
  record Validation(String message) implements ApiFault {

    /// How the service begins what it says about most parameters.
    public static final String INVALID = "One or more parameter values were invalid: ";
  }

  /// The body is not what its operation takes: broken JSON, or a member of another JSON type.
  record Serialization(String message) implements ApiFault {}

  /// Nothing in the request says who sends it.
  record MissingAuthenticationToken() implements ApiFault {
    @Override
    public String message() {
      return "Request must contain either a valid (registered) AWS access key ID or X.509"
          + " certificate.";
    }
  }

  /// The body is longer than any request may be, as sent or once decompressed.
  record BodyTooLarge(int bytesMax) implements ApiFault {
    @Override
    public String message() {
      return "Request body is larger than " + bytesMax + " bytes";
    }
  }

  record UnknownOperation() implements ApiFault {
    @Override
    public String message() {
      return "";
    }
  }

  /// `current` goes into the answer if the caller asked for it on failure; else it is absent.
  /// `bytes` is the size of the item that was looked at, which is what the refusal costs.
  record ConditionFailed(Item current, int bytes) implements ApiFault {
    @Override
    public String message() {
      return "The conditional request failed";
    }
  }

  /// A new item has the key of one that is there; `bytes` is the size of that one.
  record DuplicateItem(int bytes) implements ApiFault {
    @Override
    public String message() {
      return "Duplicate primary key exists in table";
    }
  }

  /// With the write, the items of one partition and their entries in local indexes would be more
  /// than a partition of such a table may hold.
  record CollectionTooLarge() implements ApiFault {
    @Override
    public String message() {
      return "Collection size exceeded.";
    }
  }

  record ResourceNotFound(String message) implements ApiFault {
    public static final ResourceNotFound DATA =
        new ResourceNotFound("Requested resource not found");
  }

  /// The units of a table (or of one of its indexes) are used up for now, those that are
  /// provisioned or the maximum that was set for requests. `resource` is its ARN.
  record CapacityExceeded(boolean ofIndex, boolean ofWrite, boolean provisioned, String resource)
      implements ApiFault {

    @Override
    public String message() {
      if (!provisioned) {
        return "Throughput exceeds the maximum OnDemandThroughput configured on table or index";
      }
      return ofIndex
          ? "The level of configured provisioned throughput for one or more global secondary"
              + " indexes of the table was exceeded. Consider increasing your provisioning level"
              + " for the under-provisioned global secondary indexes with the UpdateTable API"
          : "The level of configured provisioned throughput for the table was exceeded. Consider"
              + " increasing your provisioning level with the UpdateTable API.";
    }

    /// What programs read: resource, operation and limit in one word.
    public String reason() {
      return (ofIndex ? "Index" : "Table")
          + (ofWrite ? "Write" : "Read")
          + (provisioned ? "ProvisionedThroughputExceeded" : "MaxOnDemandThroughputExceeded");
    }
  }

  /// A stream cannot be read from this place any more.
  record StreamRefused(Kind kind, String message) implements ApiFault {

    /// Whether the client was too late with its iterator, or asks for what is gone.
    public enum Kind {
      EXPIRED_ITERATOR,
      TRIMMED
    }
  }

  /// There is no policy, or not the one that was expected.
  record PolicyNotFound(String message) implements ApiFault {
    public static final PolicyNotFound NONE =
        new PolicyNotFound("Resource-based policy not found for the provided ResourceArn.");

    public static final PolicyNotFound OTHER_REVISION =
        new PolicyNotFound(
            "The resource-based policy has another revision than the ExpectedRevisionId that was"
                + " provided.");
  }

  record ResourceInUse(String message) implements ApiFault {}

  /// No global table of the legacy version 2017.11.29 has that name: none can have.
  record GlobalTableNotFound(String name) implements ApiFault {
    @Override
    public String message() {
      return "Global table not found: Global table with name: '" + name + "' does not exist.";
    }
  }

  /// Nothing scales by that name.
  record ScalingNotFound(String message) implements ApiFault {}

  record LimitExceeded(String message) implements ApiFault {}

  /// A transaction of which nothing was done, with one reason for each of its actions, in their
  /// order; [CancellationReason#NONE] for those that were not to blame.
  record TransactionCancelled(List<CancellationReason> reasons) implements ApiFault {
    public TransactionCancelled {
      reasons = List.copyOf(reasons);
    }

    /// Null where no action is to blame.
    public static @Nullable TransactionCancelled ifBlamed(List<CancellationReason> reasons) {
      boolean goesOn = reasons.stream().allMatch(CancellationReason.NONE::equals);
      return goesOn ? null : new TransactionCancelled(reasons);
    }

    @Override
    public String message() {
      var codes = new StringJoiner(", ", "[", "]");
      for (CancellationReason reason : reasons) codes.add(reason.code());
      return "Transaction cancelled, please refer cancellation reasons for specific reasons "
          + codes;
    }
  }

  /// A token that named another request not long ago.
  record TokenMismatch() implements ApiFault {
    @Override
    public String message() {
      return "Specified idempotent token was used with different request parameters within the"
          + " idempotency window";
    }
  }

  /// The region cannot do it now (log failed, disk full, stopping): HTTP 500, safe to try again.
  record InternalFailure(String message) implements ApiFault {}

  /// The region has not yet what the client's session has seen: HTTP 503, safe to try again.
  record NotCaughtUp(String message) implements ApiFault {}

  /// The condition has to be judged in another region: the request is sent on to there, and a
  /// client hears of this only where that is not done. HTTP 503.
  record JudgedAtHome(RegionId home, String table) implements ApiFault {
    @Override
    public String message() {
      return "Conditions on table "
          + table
          + " are judged in its home region "
          + home
          + ", and this request is not sent on to there. Nothing was written.";
    }
  }

  /// Some of the statements of a batch, by their places in it, have to be judged elsewhere. Nothing
  /// was done: the batch is divided, and a client never hears of this.
  record JudgedApart(int statements, SortedMap<Integer, JudgedAtHome> elsewhere)
      implements ApiFault {
    public JudgedApart {
      elsewhere = Collections.unmodifiableSortedMap(new TreeMap<>(elsewhere));
    }

    @Override
    public String message() {
      return "Statements of this batch have to be judged in other regions. Nothing was written.";
    }
  }

  /// The region in which the condition has to be judged is out of reach. Nothing was judged and
  /// nothing written: HTTP 503, safe to try again.
  record HomeUnavailable(String message) implements ApiFault {

    public static HomeUnavailable unreached(RegionId home, String why) {
      return new HomeUnavailable(
          "The condition has to be judged in region "
              + home
              + ", which cannot be reached ("
              + why
              + "). Nothing was written.");
    }

    public static HomeUnavailable gone(RegionId home, String table) {
      return new HomeUnavailable(
          "Conditions on table "
              + table
              + " have to be judged in region "
              + home
              + ", which holds no active replica of it. Nothing was written.");
    }
  }

  /// More requests wait than the region's queue takes.
  record Overloaded(String message) implements ApiFault {}
}
