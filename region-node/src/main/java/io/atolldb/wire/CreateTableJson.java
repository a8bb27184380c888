package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.CreateTableRequest;
import io.atolldb.request.SentDefinition;
import io.atolldb.request.SentIndex;
import io.atolldb.request.SentKeyElement;
import io.atolldb.request.SentPolicy;
import java.util.ArrayList;
import java.util.List;

/// CreateTable as JSON.
final class CreateTableJson {

  private CreateTableJson() {}

  static CreateTableRequest read(JsonBody body) throws Refusal {
    String tableName = null;
    List<SentDefinition> definitions = null;
    List<SentKeyElement> keys = null;
    List<SentIndex> locals = null;
    List<SentIndex> globals = null;
    SentPolicy policy = null;
    var settings = new TableSettingsJson();
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "AttributeDefinitions" -> definitions = definitions(body);
        case "KeySchema" -> keys = keys(body);
        case "LocalSecondaryIndexes" -> locals = IndexJson.indexes(body);
        case "GlobalSecondaryIndexes" -> globals = IndexJson.indexes(body);
        case "VectorIndexes" -> settings.takeUnservedList(member, body);
        case "ResourcePolicy" -> policy = PolicyJson.readText(body);
        case "GlobalTableSourceArn" -> settings.takeUnserved(member, body);
        case "Tags" -> settings.takeTags(body);
        default -> settings.take(member, body);
      }
    }
    return new CreateTableRequest(
        tableName, definitions, keys, locals, globals, policy, settings.settings());
  }

  static List<SentDefinition> definitions(JsonBody body) throws Refusal {
    var read = new ArrayList<SentDefinition>();
    body.enterList();
    while (body.nextElement()) {
      String name = null;
      String type = null;
      body.enterStructure();
      String member;
      while ((member = body.nextMember()) != null) {
        switch (member) {
          case "AttributeName" -> name = body.text();
          case "AttributeType" -> type = body.text();
          default -> body.skip();
        }
      }
      read.add(new SentDefinition(name, type));
    }
    return read;
  }

  static List<SentKeyElement> keys(JsonBody body) throws Refusal {
    var read = new ArrayList<SentKeyElement>();
    body.enterList();
    while (body.nextElement()) {
      String name = null;
      String keyType = null;
      body.enterStructure();
      String member;
      while ((member = body.nextMember()) != null) {
        switch (member) {
          case "AttributeName" -> name = body.text();
          case "KeyType" -> keyType = body.text();
          default -> body.skip();
        }
      }
      read.add(new SentKeyElement(name, keyType));
    }
    return read;
  }
}
