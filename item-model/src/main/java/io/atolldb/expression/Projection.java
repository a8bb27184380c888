package io.atolldb.expression;

import io.atolldb.expression.PathTree.Node;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which parts of an item a read returns. Maps and lists keep only what is asked for: elements
/// close up, in their order; what has none of the parts is left out.
public final class Projection {

  /// Whole items.
  public static final Projection ALL = new Projection(List.of(), new PathTree());

  private final List<DocumentPath> paths;
  private final PathTree tree;

  private Projection(List<DocumentPath> paths, PathTree tree) {
    this.paths = paths;
    this.tree = tree;
  }

  /// Of paths that neither overlap nor conflict, which `tree` holds.
  static Projection of(List<DocumentPath> paths, PathTree tree) {
    return new Projection(List.copyOf(paths), tree);
  }

  /// Of whole attributes, at least one; naming one twice is no mistake here.
  public static Projection ofAttributes(List<String> attributes) {
    if (attributes.isEmpty()) throw new IllegalArgumentException("no attributes to project");
    var tree = new PathTree();
    var paths = new ArrayList<DocumentPath>();
    for (String attribute : attributes) {
      var path = DocumentPath.of(attribute);
      if (tree.add(path, paths.size())) paths.add(path);
    }
    return of(paths, tree);
  }

  public boolean isAll() {
    return paths.isEmpty();
  }

  /// In the order of the expression; none if this is [#ALL].
  public List<DocumentPath> paths() {
    return paths;
  }

  /// Names of the attributes of which only parts are asked for.
  public SortedSet<String> opened() {
    return DocumentPath.opened(paths);
  }

  public Item apply(Item item) {
    if (isAll()) return item;
    var kept = new TreeMap<String, AttributeValue>();
    for (Map.Entry<String, Node> wanted : tree.attributes().entrySet()) {
      AttributeValue part = partOf(item.get(wanted.getKey()), wanted.getValue());
      if (part != null) kept.put(wanted.getKey(), part);
    }
    return Item.owning(kept);
  }

  private static @Nullable AttributeValue partOf(@Nullable AttributeValue value, Node wanted) {
    if (value == null) return null;
    return switch (wanted) {
      case Node.End _ -> value;
      case Node.Members(var byName) ->
          value instanceof MapValue(var entries) ? membersOf(entries, byName) : null;
      case Node.Elements(var byIndex) ->
          value instanceof ListValue(var elements) ? elementsOf(elements, byIndex) : null;
    };
  }

  private static @Nullable AttributeValue membersOf(
      SortedMap<String, AttributeValue> entries, SortedMap<String, Node> byName) {
    var kept = new TreeMap<String, AttributeValue>();
    for (Map.Entry<String, Node> wanted : byName.entrySet()) {
      AttributeValue part = partOf(entries.get(wanted.getKey()), wanted.getValue());
      if (part != null) kept.put(wanted.getKey(), part);
    }
    return kept.isEmpty() ? null : new MapValue(kept);
  }

  private static @Nullable AttributeValue elementsOf(
      List<AttributeValue> elements, SortedMap<Integer, Node> byIndex) {
    var kept = new ArrayList<AttributeValue>();
    for (Map.Entry<Integer, Node> wanted : byIndex.entrySet()) {
      if (wanted.getKey() >= elements.size()) break;
      AttributeValue part = partOf(elements.get(wanted.getKey()), wanted.getValue());
      if (part != null) kept.add(part);
    }
    return kept.isEmpty() ? null : new ListValue(kept);
  }
}
