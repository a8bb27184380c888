package io.atolldb.request;

import io.atolldb.fault.ApiFault;
import org.jspecify.annotations.Nullable;

/// What became of one statement of a batch.
public sealed interface StatementOutcome {

  /// Was carried out.
  ///
  /// @param item what was read, or what a write returns
  record Done(String table, ShownItem item) implements StatementOutcome {}

  /// Was not.
  ///
  /// @param table null where the statement did not get as far as its table
  record Failed(@Nullable String table, String code, String message) implements StatementOutcome {}

  static Failed failed(@Nullable String table, ApiFault fault) {
    return new Failed(table, codeOf(fault), fault.message());
  }

  private static String codeOf(ApiFault fault) {
    return switch (fault) {
      case ApiFault.Validation _, ApiFault.Serialization _, ApiFault.StreamRefused _ ->
          "ValidationError";
      case ApiFault.ConditionFailed _ -> "ConditionalCheckFailed";
      case ApiFault.DuplicateItem _ -> "DuplicateItem";
      case ApiFault.CollectionTooLarge _ -> "ItemCollectionSizeLimitExceeded";
      case ApiFault.ResourceNotFound _,
          ApiFault.ResourceInUse _,
          ApiFault.PolicyNotFound _,
          ApiFault.ScalingNotFound _,
          ApiFault.GlobalTableNotFound _ ->
          "ResourceNotFound";
      case ApiFault.MissingAuthenticationToken _ -> "AccessDenied";
      case ApiFault.CapacityExceeded exceeded ->
          exceeded.provisioned() ? "ProvisionedThroughputExceeded" : "ThrottlingError";
      case ApiFault.Overloaded _ -> "ThrottlingError";
      case ApiFault.LimitExceeded _ -> "RequestLimitExceeded";
      case ApiFault.TransactionCancelled _, ApiFault.TokenMismatch _ -> "TransactionConflict";
      case ApiFault.BodyTooLarge _,
          ApiFault.UnknownOperation _,
          ApiFault.NotCaughtUp _,
          ApiFault.JudgedAtHome _,
          ApiFault.JudgedApart _,
          ApiFault.HomeUnavailable _,
          ApiFault.InternalFailure _ ->
          "InternalServerError";
    };
  }
}
