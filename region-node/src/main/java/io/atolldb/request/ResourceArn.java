package io.atolldb.request;

import io.atolldb.catalog.OwnSettings;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.region.Region;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The table, or the stream of a table, that an ARN names.
///
/// @param sent what the client wrote
/// @param part [OwnSettings#TABLE], or the stream as the table keeps it
record ResourceArn(String sent, String region, String table, String part) {

  static final int LENGTH_MAX = 1_283;

  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):\\d{12}:table/([a-zA-Z0-9_.-]+)(/stream/[^/]+)?");

  static ResourceArn parse(@Nullable String sent) throws Refusal {
    String text = Constraints.present("ResourceArn", sent);
    Constraints.length("ResourceArn", text.length(), 1, LENGTH_MAX);
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw Refusal.invalid("Invalid TableArn: Invalid ResourceArn provided as input " + text);
    }
    String stream = matcher.group(3);
    return new ResourceArn(
        text,
        matcher.group(1),
        matcher.group(2),
        stream == null ? OwnSettings.TABLE : stream.substring(1));
  }

  boolean isTable() {
    return part.equals(OwnSettings.TABLE);
  }

  /// Checks that the resource is one of this region; whether there is one of its name is seen
  /// later.
  ResourceArn in(Region here) throws Refusal {
    if (!region.equals(here.id().name())) throw new Refusal(notFound());
    return this;
  }

  /// In the service's words, slip included.
  ApiFault notFound() {
    return new ApiFault.ResourceNotFound(
        "Requested resource not found: ResourcArn: " + sent + " not found");
  }
}
