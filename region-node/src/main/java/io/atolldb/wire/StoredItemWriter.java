package io.atolldb.wire;

import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.ItemVisitor;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;

/// Writes an item as the API spells it, straight from the form it is stored in: text goes over as
/// the UTF-8 that it is, and no attribute value is made on the way.
final class StoredItemWriter implements ItemVisitor {

  private final JsonGenerator json;

  /// Members of a set are written as they are; every other value tells its type.
  private boolean inSet;

  private StoredItemWriter(JsonGenerator json) {
    this.json = json;
  }

  /// The attributes of an item, as one object.
  static void write(Bytes encoded, JsonGenerator json) {
    json.writeStartObject();
    ItemCodec.walk(encoded.unsafeArray(), 0, encoded.length(), new StoredItemWriter(json));
    json.writeEndObject();
  }

  private void beginValue(String type) {
    if (inSet) return;
    json.writeStartObject();
    json.writeName(type);
  }

  private void endValue() {
    if (!inSet) json.writeEndObject();
  }

  @Override
  public void name(byte[] bytes, int from, int length) {
    json.writeName(new String(bytes, from, length, StandardCharsets.UTF_8));
  }

  @Override
  public void string(byte[] bytes, int from, int length) {
    beginValue("S");
    json.writeUTF8String(bytes, from, length);
    endValue();
  }

  @Override
  public void number(byte[] bytes, int from, int length) {
    beginValue("N");
    json.writeRawUTF8String(bytes, from, length);
    endValue();
  }

  @Override
  public void binary(byte[] bytes, int from, int length) {
    beginValue("B");
    json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, bytes, from, length);
    endValue();
  }

  @Override
  public void bool(boolean truth) {
    beginValue("BOOL");
    json.writeBoolean(truth);
    endValue();
  }

  @Override
  public void nullValue() {
    beginValue("NULL");
    json.writeBoolean(true);
    endValue();
  }

  @Override
  public void beginList(int elements) {
    beginValue("L");
    json.writeStartArray();
  }

  @Override
  public void endList() {
    json.writeEndArray();
    endValue();
  }

  @Override
  public void beginMap(int entries) {
    beginValue("M");
    json.writeStartObject();
  }

  @Override
  public void endMap() {
    json.writeEndObject();
    endValue();
  }

  @Override
  public void beginStringSet(int members) {
    beginSet("SS");
  }

  @Override
  public void beginNumberSet(int members) {
    beginSet("NS");
  }

  @Override
  public void beginBinarySet(int members) {
    beginSet("BS");
  }

  private void beginSet(String type) {
    beginValue(type);
    json.writeStartArray();
    inSet = true;
  }

  @Override
  public void endSet() {
    inSet = false;
    json.writeEndArray();
    endValue();
  }
}
