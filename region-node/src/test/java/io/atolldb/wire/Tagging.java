package io.atolldb.wire;

/// What the tests about tags say and expect.
final class Tagging {

  static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/plain";

  private Tagging() {}

  static String resource(String members) {
    return "{\"ResourceArn\":\"" + ARN + "\"" + (members.isEmpty() ? "" : "," + members) + "}";
  }

  static String tag(String key, String value) {
    return "{\"Key\":\"" + key + "\",\"Value\":\"" + value + "\"}";
  }

  static String notFound(String arn) {
    return TableStories.fault(
        "ResourceNotFoundException",
        "Requested resource not found: ResourcArn: " + arn + " not found");
  }
}
