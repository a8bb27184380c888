package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import tools.jackson.core.JsonGenerator;

/// The operations that say something about the account and the place of the service, and ask
/// nothing.
final class AccountJson {

  /// What the service grants an account at first. Nothing is limited here, and clients that plan
  /// with these numbers are shown the ones they know.
  private static final long ACCOUNT_UNITS_MAX = 80_000;

  private static final long TABLE_UNITS_MAX = 40_000;

  private static final int ENDPOINT_MINUTES = 1_440;

  private AccountJson() {}

  /// The address under which the client has reached this region.
  static String readHost(JsonBody body) throws Refusal {
    skipMembers(body);
    return body.host();
  }

  static void skipMembers(JsonBody body) throws Refusal {
    body.enterStructure();
    while (body.nextMember() != null) body.skip();
  }

  static void writeLimits(JsonGenerator json) {
    json.writeNumberProperty("AccountMaxReadCapacityUnits", ACCOUNT_UNITS_MAX);
    json.writeNumberProperty("AccountMaxWriteCapacityUnits", ACCOUNT_UNITS_MAX);
    json.writeNumberProperty("TableMaxReadCapacityUnits", TABLE_UNITS_MAX);
    json.writeNumberProperty("TableMaxWriteCapacityUnits", TABLE_UNITS_MAX);
  }

  static void writeEndpoint(String host, JsonGenerator json) {
    json.writeName("Endpoints");
    json.writeStartArray();
    json.writeStartObject();
    json.writeStringProperty("Address", host);
    json.writeNumberProperty("CachePeriodInMinutes", ENDPOINT_MINUTES);
    json.writeEndObject();
    json.writeEndArray();
  }
}
