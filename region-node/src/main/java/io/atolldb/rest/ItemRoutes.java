package io.atolldb.rest;

import io.atolldb.capacity.Units;
import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.Current;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Patch;
import io.atolldb.operation.PatchItem;
import io.atolldb.operation.RemoveItem;
import io.atolldb.operation.ReplaceItem;
import io.atolldb.operation.VersionCondition;
import io.atolldb.region.Region;
import io.atolldb.request.ReadToll;
import io.atolldb.wire.HttpAnswer;
import io.atolldb.wire.RequestBody;
import io.atolldb.writer.Written;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What may be done with one item.
final class ItemRoutes {

  private final Region region;

  ItemRoutes(Region region) {
    this.region = region;
  }

  HttpAnswer get(ItemAddress at, VersionCondition condition) throws Refusal {
    var toll = ReadToll.of(region, at.table(), at.encoded());
    Current current = region.read(at.table().id(), at.encoded());
    toll.pay(Units.ofRead(current.sizeBytes(), true));
    if (!current.exists()) throw missing(at);
    if (condition.match() != null && !VersionCondition.names(condition.match(), current)) {
      throw new Refusal(new ApiFault.ConditionFailed(Item.ABSENT, current.sizeBytes()));
    }
    boolean known =
        condition.noneMatch() != null && VersionCondition.names(condition.noneMatch(), current);
    if (known) {
      return RestAnswers.empty(
          RestAnswers.NOT_MODIFIED, tagged(VersionCondition.tagOf(current.version())));
    }
    return shown(RestAnswers.OK, current.item(), VersionCondition.tagOf(current.version()));
  }

  HttpAnswer put(ItemAddress at, VersionCondition condition, RequestBody body) throws Refusal {
    Item sent = PlainJson.read(body, PlainJsonReader::item);
    var attributes = new TreeMap<String, AttributeValue>(sent.attributes());
    for (Map.Entry<String, AttributeValue> part : at.key().attributes().entrySet()) {
      AttributeValue before = attributes.put(part.getKey(), part.getValue());
      if (before != null && !before.equals(part.getValue())) {
        throw Refusal.invalid(
            "The key attribute '" + part.getKey() + "' differs from the one in the path");
      }
    }
    Item item = Item.owning(attributes);
    if (ItemSize.of(item) > ItemSize.ITEM_BYTES_MAX) {
      throw Refusal.invalid("Item size has exceeded the maximum allowed size");
    }
    var operation = new ReplaceItem(at.table().id(), at.encoded(), item, condition);
    Written.Done done = done(operation);
    int status = done.before().exists() ? RestAnswers.OK : RestAnswers.CREATED;
    return shown(status, done.after(), VersionCondition.tagOf(done.version()));
  }

  HttpAnswer patch(ItemAddress at, VersionCondition condition, RequestBody body) throws Refusal {
    Patch.Merge patch = PlainJson.read(body, PatchReader::patch);
    var operation = new PatchItem(at.table().id(), at.encoded(), at.key(), patch, condition);
    Written.Done done = done(operation);
    return shown(RestAnswers.OK, done.after(), VersionCondition.tagOf(done.version()));
  }

  HttpAnswer delete(ItemAddress at, VersionCondition condition) throws Refusal {
    Written.Done done = done(new RemoveItem(at.table().id(), at.encoded(), condition));
    if (!done.before().exists()) throw missing(at);
    return RestAnswers.empty(RestAnswers.NO_CONTENT, new TreeMap<>());
  }

  private Written.Done done(ItemOperation operation) throws Refusal {
    return switch (region.write(operation)) {
      case Written.Done done -> done;
      case Written.Refused(var fault) -> throw new Refusal(fault);
    };
  }

  private static HttpAnswer shown(int status, Item item, String tag) {
    return RestAnswers.json(status, tagged(tag), json -> PlainJsonWriter.write(item, json));
  }

  private static SortedMap<String, String> tagged(String tag) {
    var headers = new TreeMap<String, String>();
    headers.put("ETag", '"' + tag + '"');
    return headers;
  }

  private static Refusal missing(ItemAddress at) {
    Table table = at.table();
    return new Refusal(
        new ApiFault.ResourceNotFound("Table " + table.name() + " has no such item"));
  }
}
