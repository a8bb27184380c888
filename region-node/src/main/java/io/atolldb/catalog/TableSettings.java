package io.atolldb.catalog;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;

/// The names under which a table's settings stand in its descriptor, and what the region itself
/// asks of them.
public final class TableSettings {

  /// `NEW_AND_OLD_IMAGES` and so on; absent when the table has no stream.
  public static final String STREAM_VIEW = "StreamViewType";

  private TableSettings() {}

  /// Whether the log has to keep what a write replaced, because the table's stream shows it.
  public static boolean keepsOldImages(TableDescriptor table) {
    AttributeValue view = table.settings().get(STREAM_VIEW);
    return view instanceof StringValue(var name)
        && (name.equals("NEW_AND_OLD_IMAGES") || name.equals("OLD_IMAGE"));
  }
}
