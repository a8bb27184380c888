package io.atolldb.rest;

import io.atolldb.capacity.Units;
import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;
import io.atolldb.request.ReadToll;
import io.atolldb.wire.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The items of a table, a page at a time, in the order in which they are stored.
final class ItemPages {

  /// A page ends with the item that reaches this size.
  private static final int PAGE_BYTES_MAX = 1024 * 1024;

  private record Page(List<Item> items, @Nullable String next) {}

  private final Region region;

  ItemPages(Region region) {
    this.region = region;
  }

  HttpAnswer get(String tableName, @Nullable String queryText) throws Refusal {
    Query query = Query.parse(queryText, List.of("limit", "next"));
    Table table = ItemAddress.table(region, tableName);
    String token = query.text("next");
    byte[] from = token == null ? null : PageToken.firstKey(table.id(), token);
    Page page = page(table, from, query.limit());
    return RestAnswers.json(
        RestAnswers.OK,
        new TreeMap<>(),
        json -> {
          json.writeStartObject();
          json.writeName("items");
          json.writeStartArray();
          for (Item item : page.items()) PlainJsonWriter.write(item, json);
          json.writeEndArray();
          String next = page.next();
          if (next != null) json.writeStringProperty("next", next);
          json.writeEndObject();
        });
  }

  /// Looks one item further than the page, so that the last page says that it is the last.
  private Page page(Table table, byte @Nullable [] from, int limit) throws Refusal {
    var toll = ReadToll.ofMany(region, table, null, Item.ABSENT);
    var items = new ArrayList<Item>();
    long bytes = 0;
    byte[] last = new byte[0];
    String next = null;
    ItemCursor cursor = region.scan(table.id(), from, null, true);
    while (cursor.advance()) {
      if (items.size() == limit || bytes >= PAGE_BYTES_MAX) {
        next = PageToken.after(table.id(), last);
        break;
      }
      items.add(cursor.current().item());
      toll.saw(cursor.current(), 0);
      bytes += cursor.current().sizeBytes();
      last = cursor.key();
    }
    toll.pay(Units.ofRead(bytes, true));
    return new Page(items, next);
  }
}
