package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.MergeSetting;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.ChangeOwnSettings;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What tags may be, at the creation of a table and later.
final class TagCheck {

  private static final int KEY_LENGTH_MAX = 128;
  private static final int VALUE_LENGTH_MAX = 256;
  private static final String RESERVED_PREFIX = "aws:";

  private TagCheck() {}

  /// What the model says of each.
  static void constraints(List<SentTag> tags) throws Refusal {
    int number = 0;
    for (SentTag tag : tags) {
      String member = "Tags." + ++number + ".member.";
      String key = Constraints.present(member + "Key", tag.key());
      Constraints.length(member + "Key", key.length(), 1, KEY_LENGTH_MAX);
      String value = Constraints.present(member + "Value", tag.value());
      Constraints.length(member + "Value", value.length(), 0, VALUE_LENGTH_MAX);
    }
  }

  static void keyConstraints(List<String> keys) throws Refusal {
    int number = 0;
    for (String key : keys) {
      Constraints.length("TagKeys." + ++number + ".member", key.length(), 1, KEY_LENGTH_MAX);
    }
  }

  /// Tags that have passed the constraints.
  static SortedMap<String, String> valid(List<SentTag> sent) throws Refusal {
    var tags = new TreeMap<String, String>();
    for (SentTag tag : sent) {
      String key = Constraints.present("Key", tag.key());
      if (key.startsWith(RESERVED_PREFIX)) {
        throw Refusal.invalid(INVALID + "Tag keys that begin with aws: are reserved: " + key);
      }
      String value = Constraints.present("Value", tag.value());
      if (key.equals(MergeSetting.TAG) && MergeSetting.named(value) == null) {
        throw Refusal.invalid(
            INVALID + "The tag " + key + " is one of " + MergeSetting.names() + ", not " + value);
      }
      if (tags.put(key, value) != null) {
        throw Refusal.invalid(INVALID + "Duplicate tag key: " + key);
      }
    }
    requireRoom(tags.size());
    return tags;
  }

  static void requireRoom(int tags) throws Refusal {
    if (tags <= ChangeOwnSettings.TAGS_MAX) return;
    throw Refusal.invalid(
        INVALID + "A table can have at most " + ChangeOwnSettings.TAGS_MAX + " tags");
  }
}
