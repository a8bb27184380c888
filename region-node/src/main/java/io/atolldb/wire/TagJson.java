package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentTag;
import io.atolldb.request.TagCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/// The operations on tags as JSON.
final class TagJson {

  private TagJson() {}

  static List<SentTag> tags(JsonBody body) throws Refusal {
    var tags = new ArrayList<SentTag>();
    body.enterList();
    while (body.nextElement()) {
      String key = null;
      String value = null;
      body.enterStructure();
      String member;
      while ((member = body.nextMember()) != null) {
        switch (member) {
          case "Key" -> key = body.text();
          case "Value" -> value = body.text();
          default -> body.skip();
        }
      }
      tags.add(new SentTag(key, value));
    }
    return tags;
  }

  static TagCalls.Tagging readTagging(JsonBody body) throws Refusal {
    String arn = null;
    List<SentTag> tags = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ResourceArn" -> arn = body.text();
        case "Tags" -> tags = tags(body);
        default -> body.skip();
      }
    }
    return new TagCalls.Tagging(arn, tags);
  }

  static TagCalls.Untagging readUntagging(JsonBody body) throws Refusal {
    String arn = null;
    List<String> keys = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ResourceArn" -> arn = body.text();
        case "TagKeys" -> keys = body.texts();
        default -> body.skip();
      }
    }
    return new TagCalls.Untagging(arn, keys);
  }

  static TagCalls.Listing readListing(JsonBody body) throws Refusal {
    String arn = null;
    String nextToken = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ResourceArn" -> arn = body.text();
        case "NextToken" -> nextToken = body.text();
        default -> body.skip();
      }
    }
    return new TagCalls.Listing(arn, nextToken);
  }

  static void write(SortedMap<String, String> tags, JsonGenerator json) {
    json.writeName("Tags");
    json.writeStartArray();
    tags.forEach((key, value) -> {
      json.writeStartObject();
      json.writeStringProperty("Key", key);
      json.writeStringProperty("Value", value);
      json.writeEndObject();
    });
    json.writeEndArray();
  }
}
