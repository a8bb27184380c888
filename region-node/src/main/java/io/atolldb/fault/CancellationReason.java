package io.atolldb.fault;

import io.atolldb.item.Item;
import org.jspecify.annotations.Nullable;

/// Why one action of a transaction did not let it happen.
///
/// @param message empty for an action that was not to blame
/// @param item what was found, if the client asked for it; else absent
public record CancellationReason(String code, String message, Item item) {

  /// Of an action that was not to blame.
  public static final CancellationReason NONE = new CancellationReason("None", "", Item.ABSENT);

  /// What may have kept an action from being done, as far as it alone is to blame for that.
  public static CancellationReason orNone(@Nullable ApiFault fault) {
    CancellationReason reason = fault == null ? null : of(fault);
    return reason == null ? NONE : reason;
  }

  /// What a fault that one action alone is to blame for says in the list of reasons; null for one
  /// that refuses the whole call.
  public static @Nullable CancellationReason of(ApiFault fault) {
    return switch (fault) {
      case ApiFault.ConditionFailed(Item current, _) ->
          new CancellationReason("ConditionalCheckFailed", fault.message(), current);
      case ApiFault.Validation(String message) ->
          new CancellationReason("ValidationError", message, Item.ABSENT);
      case ApiFault.DuplicateItem duplicate ->
          new CancellationReason("DuplicateItem", duplicate.message(), Item.ABSENT);
      case ApiFault.CollectionTooLarge tooLarge ->
          new CancellationReason(
              "ItemCollectionSizeLimitExceeded", tooLarge.message(), Item.ABSENT);
      case ApiFault.CapacityExceeded exceeded ->
          new CancellationReason(
              exceeded.provisioned() ? "ProvisionedThroughputExceeded" : "ThrottlingError",
              fault.message(),
              Item.ABSENT);
      case ApiFault.Serialization _,
          ApiFault.MissingAuthenticationToken _,
          ApiFault.BodyTooLarge _,
          ApiFault.UnknownOperation _,
          ApiFault.ResourceNotFound _,
          ApiFault.ResourceInUse _,
          ApiFault.GlobalTableNotFound _,
          ApiFault.ScalingNotFound _,
          ApiFault.StreamRefused _,
          ApiFault.PolicyNotFound _,
          ApiFault.LimitExceeded _,
          ApiFault.TransactionCancelled _,
          ApiFault.TokenMismatch _,
          ApiFault.InternalFailure _,
          ApiFault.NotCaughtUp _,
          ApiFault.JudgedAtHome _,
          ApiFault.JudgedApart _,
          ApiFault.HomeUnavailable _,
          ApiFault.Overloaded _ ->
          null;
    };
  }
}
