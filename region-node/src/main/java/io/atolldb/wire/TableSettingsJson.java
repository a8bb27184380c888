package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentEncryption;
import io.atolldb.request.SentSettings;
import io.atolldb.request.SentStream;
import io.atolldb.request.SentTag;
import io.atolldb.request.SentUnits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the members that CreateTable and UpdateTable have in common.
final class TableSettingsJson {

  private @Nullable String billingMode;
  private @Nullable SentUnits throughput;
  private @Nullable SentStream stream;
  private @Nullable SentEncryption encryption;
  private @Nullable String tableClass;
  private @Nullable Boolean deletionProtection;
  private @Nullable SentUnits warm;
  private @Nullable SentUnits onDemand;
  private @Nullable List<SentTag> tags;
  private @Nullable String replicationMode;
  private final List<String> notServed = new ArrayList<>();

  /// Takes a member that is common, skips any other.
  void take(String member, JsonBody body) throws Refusal {
    switch (member) {
      case "BillingMode" -> billingMode = body.text();
      case "ProvisionedThroughput" ->
          throughput = units(body, "ReadCapacityUnits", "WriteCapacityUnits");
      case "StreamSpecification" -> stream = stream(body);
      case "SSESpecification" -> encryption = encryption(body);
      case "TableClass" -> tableClass = body.text();
      case "DeletionProtectionEnabled" -> deletionProtection = body.truth();
      case "WarmThroughput" -> warm = units(body, "ReadUnitsPerSecond", "WriteUnitsPerSecond");
      case "OnDemandThroughput" ->
          onDemand = units(body, "MaxReadRequestUnits", "MaxWriteRequestUnits");
      case "GlobalTableSettingsReplicationMode" -> replicationMode = body.text();
      default -> body.skip();
    }
  }

  void takeTags(JsonBody body) throws Refusal {
    tags = TagJson.tags(body);
  }

  /// A list of things that this version does not have; an empty one asks for nothing.
  void takeUnservedList(String member, JsonBody body) throws Refusal {
    body.enterList();
    boolean any = false;
    while (body.nextElement()) {
      any = true;
      body.skip();
    }
    if (any) notServed.add(member);
  }

  void takeUnserved(String member, JsonBody body) {
    body.skip();
    notServed.add(member);
  }

  SentSettings settings() {
    return new SentSettings(
        billingMode,
        throughput,
        stream,
        encryption,
        tableClass,
        deletionProtection,
        warm,
        onDemand,
        tags,
        replicationMode,
        notServed);
  }

  static SentUnits units(JsonBody body, String readMember, String writeMember) throws Refusal {
    Long read = null;
    Long write = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals(readMember)) read = body.longInteger();
      else if (member.equals(writeMember)) write = body.longInteger();
      else body.skip();
    }
    return new SentUnits(read, write);
  }

  private static SentStream stream(JsonBody body) throws Refusal {
    Boolean enabled = null;
    String viewType = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "StreamEnabled" -> enabled = body.truth();
        case "StreamViewType" -> viewType = body.text();
        default -> body.skip();
      }
    }
    return new SentStream(enabled, viewType);
  }

  private static SentEncryption encryption(JsonBody body) throws Refusal {
    Boolean enabled = null;
    String type = null;
    String keyId = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Enabled" -> enabled = body.truth();
        case "SSEType" -> type = body.text();
        case "KMSMasterKeyId" -> keyId = body.text();
        default -> body.skip();
      }
    }
    return new SentEncryption(enabled, type, keyId);
  }
}
