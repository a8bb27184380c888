package io.atolldb.simulation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.table.TableId;
import java.util.TreeMap;

/// One write of a simulated client.
///
/// Every item it writes tells on itself: it names the version that it replaced, and holds its value
/// twice, so that a mixture of two writes would show.
public record ClientWrite(TableId table, String name, Kind kind, String value)
    implements ItemOperation {

  /// The partition key of simulated tables.
  public static final String KEY = "id";

  private static final String VALUE = "value";
  private static final String REPLACED = "replaced";
  private static final String ECHO = "zz-echo";

  /// What the client asks for.
  public enum Kind {
    PUT,
    /// Only where there is no item.
    INSERT,
    /// Only where there is one; the new value depends on the one it replaces.
    UPDATE,
    DELETE,
    /// A delete only where there is one.
    REMOVE;

    public boolean isConditional() {
      return switch (this) {
        case PUT, DELETE -> false;
        case INSERT, UPDATE, REMOVE -> true;
      };
    }
  }

  @Override
  public boolean isConditional() {
    return kind.isConditional();
  }

  @Override
  public Bytes key() {
    return keyOf(name);
  }

  public static Bytes keyOf(String name) {
    return KeyCodec.encode(new PrimaryKey(new StringValue(name), null));
  }

  @Override
  public Decision decide(Current current) {
    return switch (kind) {
      case PUT -> put(value, current);
      case INSERT -> current.exists() ? refused(current) : put(value, current);
      case UPDATE ->
          current.exists() ? put(value + "<" + head(current.item()), current) : refused(current);
      case DELETE -> current.exists() ? new Decision.Delete() : new Decision.LeaveAsIs();
      case REMOVE -> current.exists() ? new Decision.Delete() : refused(current);
    };
  }

  private Decision put(String text, Current current) {
    var attributes = new TreeMap<String, StringValue>();
    attributes.put(KEY, new StringValue(name));
    attributes.put(VALUE, new StringValue(text));
    attributes.put(REPLACED, new StringValue(current.version().timestamp().toString()));
    attributes.put(ECHO, new StringValue(text));
    return new Decision.Put(Item.of(attributes));
  }

  private static Decision refused(Current current) {
    return new Decision.Refuse(new ApiFault.ConditionFailed(current.item(), current.sizeBytes()));
  }

  private static String head(Item item) {
    String text = valueOf(item);
    int end = text.indexOf('<');
    return end < 0 ? text : text.substring(0, end);
  }

  /// What a client would read.
  public static String valueOf(Item item) {
    return text(item, VALUE);
  }

  /// The timestamp of the version that the item's write found, as text.
  public static String replacedBy(Item item) {
    return text(item, REPLACED);
  }

  /// Whether all of the item comes from one write.
  public static boolean isWhole(Item item) {
    return valueOf(item).equals(text(item, ECHO));
  }

  private static String text(Item item, String attribute) {
    return item.get(attribute) instanceof StringValue(String text) ? text : "";
  }
}
