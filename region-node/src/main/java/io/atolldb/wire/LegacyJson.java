package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentAttributeUpdate;
import io.atolldb.request.SentExpectation;
import io.atolldb.request.SentValues;
import java.util.SortedMap;
import java.util.TreeMap;

/// Members of the time before expressions, as JSON.
final class LegacyJson {

  private LegacyJson() {}

  /// `Expected`, and filters and key conditions, which have fewer members.
  static SortedMap<String, SentExpectation> expected(JsonBody body) throws Refusal {
    body.enterMap();
    var expected = new TreeMap<String, SentExpectation>();
    String attribute;
    while ((attribute = body.nextMember()) != null) expected.put(attribute, expectation(body));
    return expected;
  }

  private static SentExpectation expectation(JsonBody body) throws Refusal {
    SentValues value = null;
    Boolean exists = null;
    String operator = null;
    SentValues list = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Value" -> value = AttributeValueReader.single(body);
        case "Exists" -> exists = body.truth();
        case "ComparisonOperator" -> operator = body.text();
        case "AttributeValueList" -> list = AttributeValueReader.list(body);
        default -> body.skip();
      }
    }
    return new SentExpectation(value, exists, operator, list);
  }

  static SortedMap<String, SentAttributeUpdate> attributeUpdates(JsonBody body) throws Refusal {
    body.enterMap();
    var updates = new TreeMap<String, SentAttributeUpdate>();
    String attribute;
    while ((attribute = body.nextMember()) != null) updates.put(attribute, update(body));
    return updates;
  }

  private static SentAttributeUpdate update(JsonBody body) throws Refusal {
    SentValues value = null;
    String action = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Value" -> value = AttributeValueReader.single(body);
        case "Action" -> action = body.text();
        default -> body.skip();
      }
    }
    return new SentAttributeUpdate(value, action);
  }
}
