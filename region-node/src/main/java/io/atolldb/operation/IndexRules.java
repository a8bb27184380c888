package io.atolldb.operation;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Indexes;
import io.atolldb.fault.ApiFault;
import org.jspecify.annotations.Nullable;

/// What must hold of a table's indexes as a whole.
public final class IndexRules {

  private static final String INVALID = "One or more parameter values were invalid: ";

  private IndexRules() {}

  /// Global indexes have capacity of their own exactly where their table is provisioned. Null if
  /// they do as they should.
  public static @Nullable ApiFault capacityRefusal(Indexes indexes, BillingMode billing) {
    for (Index index : indexes.of(Index.Kind.GLOBAL)) {
      boolean provisioned = index.provisioned() != null;
      switch (billing) {
        case PAY_PER_REQUEST -> {
          if (provisioned) {
            return new ApiFault.Validation(
                INVALID
                    + "ProvisionedThroughput should not be specified for index: "
                    + index.name()
                    + " when BillingMode is PAY_PER_REQUEST");
          }
        }
        case PROVISIONED -> {
          if (!provisioned) {
            return new ApiFault.Validation(
                INVALID + "ProvisionedThroughput must be specified for index: " + index.name());
          }
          if (index.onDemand() != null) return SettingsRules.MAXIMUM_OF_PROVISIONED;
        }
      }
    }
    return null;
  }
}
