package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.operation.UpdateTimeToLive;
import org.jspecify.annotations.Nullable;

/// UpdateTimeToLive, from what was sent to what is answered: the same specification.
public record UpdateTimeToLiveCall(TablePorts ports) {

  private static final int ATTRIBUTE_LENGTH_MAX = 255;

  /// What was sent, and is answered.
  ///
  /// @param enabled null if it was not sent; so is `attribute`
  public record Specification(@Nullable Boolean enabled, @Nullable String attribute) {}

  public record Request(@Nullable String tableName, @Nullable Specification specification) {}

  public Specification answer(Request request) throws Refusal {
    String sentName = Constraints.tableName(request.tableName());
    Specification sent = Constraints.present("TimeToLiveSpecification", request.specification());
    boolean enabled = Constraints.present("TimeToLiveSpecification.Enabled", sent.enabled());
    String attribute =
        Constraints.present("TimeToLiveSpecification.AttributeName", sent.attribute());
    Constraints.length(
        "TimeToLiveSpecification.AttributeName", attribute.length(), 1, ATTRIBUTE_LENGTH_MAX);
    String name = TableNames.here(ports.region(), sentName);
    TableNames.alter(
        ports.region(), new UpdateTimeToLive(name, enabled, attribute, ports.clock().millis()));
    return sent;
  }
}
