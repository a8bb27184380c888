package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;

/// The ARNs of tables and their streams. There is one account, whose number is twelve zeros; an ARN
/// of any account is understood.
final class TableArns {

  private static final String ACCOUNT = "000000000000";

  private TableArns() {}

  static String table(RegionId region, String table) {
    return Table.arn(region, table);
  }

  static String stream(RegionId region, String table, String label) {
    return table(region, table) + "/stream/" + label;
  }

  /// A key given by its ARN is shown as it is.
  static String encryptionKey(RegionId region, String key) {
    if (key.startsWith("arn:")) return key;
    String resource = key.startsWith("alias/") ? key : "key/" + key;
    return "arn:aws:kms:" + region + ":" + ACCOUNT + ":" + resource;
  }
}
