package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.stream.TableStream;
import io.atolldb.stream.TableStreams;
import io.atolldb.table.TableId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A stream as a request names it, and the table it belongs to, which may be gone.
record StreamReference(String arn, Table table, TableStream stream) {

  private static final int ARN_LENGTH_MIN = 37;
  private static final int ARN_LENGTH_MAX = 1_024;
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):\\d{12}:table/([^/]+)/stream/([^/]+)");

  /// Checks the member alone, before anything is looked for.
  static String constrained(@Nullable String arn) throws Refusal {
    String sent = Constraints.present("StreamArn", arn);
    checkLength("StreamArn", sent);
    return sent;
  }

  static void checkLength(String member, String arn) throws Refusal {
    Constraints.length(member, arn.length(), ARN_LENGTH_MIN, ARN_LENGTH_MAX);
  }

  /// The stream, if something of it can still be read here.
  static StreamReference find(String arn, TablePorts ports) throws Refusal {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) throw Refusal.invalid("Invalid StreamArn");
    boolean here = matcher.group(1).equals(ports.region().id().name());
    StreamReference found = here ? find(arn, matcher.group(2), matcher.group(3), ports) : null;
    if (found == null) {
      throw new Refusal(
          new ApiFault.ResourceNotFound(
              "Requested resource not found: Stream: " + arn + " not found"));
    }
    return found;
  }

  private static @Nullable StreamReference find(
      String arn, String name, String label, TablePorts ports) {
    TableStreams streams = ports.streams().streams();
    long now = ports.clock().millis();
    for (TableId id : streams.tables()) {
      Table table = ports.region().tables().of(id);
      if (table == null || !table.name().equals(name)) continue;
      TableStream stream = streams.labelled(id, label);
      if (stream != null && !stream.isTrimmed(now)) return new StreamReference(arn, table, stream);
    }
    return null;
  }
}
