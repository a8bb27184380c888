package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which entries of an index a query wants: those of one partition whose first sort values equal
/// `equal`, and whose next one passes the test, if there is one. Its values have the types of the
/// index.
public record IndexCondition(
    List<AttributeValue> partition, List<AttributeValue> equal, @Nullable KeyTest last) {

  public IndexCondition {
    partition = List.copyOf(partition);
    equal = List.copyOf(equal);
  }
}
