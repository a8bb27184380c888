package io.atolldb.request;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.EncryptionType;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.StreamView;
import io.atolldb.catalog.TableClass;
import io.atolldb.table.ScalarType;
import java.util.List;

/// The words that members of table requests take. Where the word for absence is not the service's
/// default, the member is only asked when it was sent.
final class TableChoices {

  enum KeyType {
    HASH,
    RANGE
  }

  enum Consistency {
    EVENTUAL,
    STRONG
  }

  enum ReplicationMode {
    ENABLED,
    DISABLED,
    ENABLED_WITH_OVERRIDES
  }

  static final Choice<ScalarType> SCALAR_TYPE =
      new Choice<>(List.of(ScalarType.values()), ScalarType.S, "[B, N, S]");

  static final Choice<KeyType> KEY_TYPE =
      new Choice<>(List.of(KeyType.values()), KeyType.HASH, "[HASH, RANGE]");

  static final Choice<BillingMode> BILLING_MODE =
      new Choice<>(
          List.of(BillingMode.values()), BillingMode.PROVISIONED, "[PROVISIONED, PAY_PER_REQUEST]");

  static final Choice<StreamView> STREAM_VIEW =
      new Choice<>(
          List.of(StreamView.values()),
          StreamView.NEW_AND_OLD_IMAGES,
          "[NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]");

  static final Choice<EncryptionType> ENCRYPTION_TYPE =
      new Choice<>(List.of(EncryptionType.values()), EncryptionType.KMS, "[AES256, KMS]");

  static final Choice<TableClass> TABLE_CLASS =
      new Choice<>(
          List.of(TableClass.values()),
          TableClass.STANDARD,
          "[STANDARD, STANDARD_INFREQUENT_ACCESS]");

  static final Choice<ProjectionType> PROJECTION_TYPE =
      new Choice<>(
          List.of(ProjectionType.values()), ProjectionType.ALL, "[ALL, INCLUDE, KEYS_ONLY]");

  static final Choice<Consistency> CONSISTENCY =
      new Choice<>(List.of(Consistency.values()), Consistency.EVENTUAL, "[EVENTUAL, STRONG]");

  static final Choice<ReplicationMode> REPLICATION_MODE =
      new Choice<>(
          List.of(ReplicationMode.values()),
          ReplicationMode.ENABLED_WITH_OVERRIDES,
          "[ENABLED, DISABLED, ENABLED_WITH_OVERRIDES]");

  private TableChoices() {}
}
