package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.region.Region;
import java.util.regex.Pattern;

/// A table as a request names it: by its name, or by its ARN in any account.
///
/// @param sent what the client wrote, which is what answers repeat
/// @param name the name in it
/// @param inRegion the region that the ARN names; empty if it is no ARN
record TableReference(String sent, String name, String inRegion) {

  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):\\d{12}:table/([^/]+)");
  private static final int NAME_LENGTH_MIN = 3;
  private static final int NAME_LENGTH_MAX = 255;

  static TableReference parse(String sent) throws Refusal {
    var reference = sent.startsWith("arn:") ? fromArn(sent) : new TableReference(sent, sent, "");
    if (!isName(reference.name)) {
      throw Refusal.invalid(
          "Invalid table/index name.  Table/index names must be between 3 and 255 characters long,"
              + " and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'");
    }
    return reference;
  }

  private static TableReference fromArn(String sent) throws Refusal {
    var matcher = ARN.matcher(sent);
    if (!matcher.matches()) throw Refusal.invalid("Invalid table ARN: " + sent);
    return new TableReference(sent, matcher.group(2), matcher.group(1));
  }

  private static boolean isName(String name) {
    return name.length() >= NAME_LENGTH_MIN && name.length() <= NAME_LENGTH_MAX && isWord(name);
  }

  /// Whether only characters stand in it that names of tables and indexes may have.
  static boolean isWord(String name) {
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || c == '.';
      if (!allowed) return false;
    }
    return true;
  }

  /// The table, if this region serves it.
  Table in(Region region) throws Refusal {
    boolean elsewhere = !inRegion.isEmpty() && !inRegion.equals(region.id().name());
    Table table = elsewhere ? null : region.tables().named(name);
    if (table == null || !table.isActive()) throw new Refusal(ApiFault.ResourceNotFound.DATA);
    return table;
  }
}
