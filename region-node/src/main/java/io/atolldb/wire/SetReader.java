package io.atolldb.wire;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.InvalidNumber;
import io.atolldb.item.Utf8Order;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Reads the three kinds of sets. A set has at least one member, and no member twice; what breaks
/// that is noted, not refused.
record SetReader(Consumer<String> note, JsonBody body) {

  private static final AttributeValue NO_SET = new NullValue();

  AttributeValue strings() throws Refusal {
    List<String> texts = body.texts();
    var members = new TreeSet<String>(Utf8Order.INSTANCE);
    boolean distinct = members.addAll(texts) && members.size() == texts.size();
    if (texts.isEmpty()) note.accept(INVALID + "An string set  may not be empty");
    else if (!distinct)
      note.accept(INVALID + "Input collection " + texts + " contains duplicates.");
    return members.isEmpty() ? NO_SET : new StringSet(members);
  }

  AttributeValue numbers() throws Refusal {
    List<String> texts = body.texts();
    var members = new TreeSet<DynamoNumber>();
    try {
      for (String text : texts) members.add(DynamoNumber.parse(text));
    } catch (InvalidNumber invalid) {
      note.accept(Objects.requireNonNull(invalid.getMessage()));
      return NO_SET;
    }
    if (texts.isEmpty()) note.accept(INVALID + "An number set  may not be empty");
    else if (members.size() < texts.size()) note.accept("Input collection contains duplicates");
    return members.isEmpty() ? NO_SET : new NumberSet(members);
  }

  AttributeValue binaries() throws Refusal {
    body.enterList();
    SortedSet<Bytes> members = new TreeSet<>();
    int count = 0;
    for (; body.nextElement(); count++) members.add(Bytes.owning(body.binary()));
    if (count == 0) note.accept(INVALID + "Binary sets should not be empty");
    else if (members.size() < count) {
      note.accept(INVALID + "Input collection of type BS contains duplicates.");
    }
    return members.isEmpty() ? NO_SET : new BinarySet(members);
  }
}
