package io.atolldb.wire;

import io.atolldb.catalog.OwnSettings.Policy;
import io.atolldb.fault.Refusal;
import io.atolldb.request.PolicyCalls;
import io.atolldb.request.SentPolicy;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The operations on resource policies as JSON.
final class PolicyJson {

  private PolicyJson() {}

  static PolicyCalls.Request read(JsonBody body) throws Refusal {
    String arn = null;
    String policy = null;
    String expected = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ResourceArn" -> arn = body.text();
        case "Policy" -> policy = body.text();
        case "ExpectedRevisionId" -> expected = body.text();
        case "ConfirmRemoveSelfResourceAccess" -> {
          var _ = body.truth(); // nobody loses access by a policy that nobody enforces
        }
        default -> body.skip();
      }
    }
    return new PolicyCalls.Request(arn, policy, policy != null && isObject(policy), expected);
  }

  private static boolean isObject(String text) {
    try (JsonParser parser = Json.parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return false;
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (JacksonException notJson) {
      return false;
    }
  }

  /// The policy of a table in the making.
  static SentPolicy readText(JsonBody body) throws Refusal {
    String policy = body.text();
    return new SentPolicy(policy, policy != null && isObject(policy));
  }

  static void write(Policy policy, JsonGenerator json) {
    json.writeStringProperty("Policy", policy.text());
    json.writeStringProperty("RevisionId", policy.revision());
  }

  static void writeRevision(String revision, JsonGenerator json) {
    if (!revision.isEmpty()) json.writeStringProperty("RevisionId", revision);
  }
}
