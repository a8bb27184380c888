package io.atolldb.partiql;

import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.DocumentPath.Step;
import io.atolldb.expression.ExpressionBuilder;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/// What a `SELECT` answers of each item: all of it, or the values at some paths. Other than a
/// projection it does not keep the maps and lists around a value: `a.b[1]` is answered as `b[1]`.
public final class SelectList {

  /// `*`.
  public static final SelectList ALL = new SelectList(List.of());

  private final List<DocumentPath> paths;
  private final List<String> names = new ArrayList<>();

  private SelectList(List<DocumentPath> paths) {
    this.paths = List.copyOf(paths);
    for (DocumentPath path : paths) names.add(nameOf(path));
  }

  /// Of at least one path.
  static SelectList of(List<DocumentPath> paths) throws InvalidExpression {
    var list = new SelectList(paths);
    var seen = new HashSet<String>();
    for (String name : list.names) {
      if (!seen.add(name)) {
        throw new InvalidExpression("Duplicate identifiers in select clause: " + name);
      }
    }
    var _ = ExpressionBuilder.projection(paths);
    return list;
  }

  /// The last name on the way, with the indexes behind it.
  private static String nameOf(DocumentPath path) {
    var name = new StringBuilder(path.attribute());
    for (Step step : path.steps()) {
      switch (step) {
        case Step.Member(var member) -> name.replace(0, name.length(), member);
        case Step.Element _ -> name.append(step);
      }
    }
    return name.toString();
  }

  /// Names of the attributes of which only parts are selected.
  public SortedSet<String> opened() {
    return DocumentPath.opened(paths);
  }

  public boolean isAll() {
    return paths.isEmpty();
  }

  /// The attributes that are answered, or of which parts are; none for all.
  public SortedSet<String> attributes() {
    return DocumentPath.attributes(paths);
  }

  public Item apply(Item item) {
    if (isAll()) return item;
    var selected = new TreeMap<String, AttributeValue>();
    for (int at = 0; at < paths.size(); at++) {
      AttributeValue value = paths.get(at).readFrom(item);
      if (value != null) selected.put(names.get(at), value);
    }
    return Item.owning(selected);
  }
}
