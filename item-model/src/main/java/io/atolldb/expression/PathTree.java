package io.atolldb.expression;

import io.atolldb.expression.DocumentPath.Step;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The paths of a projection or an update, as one tree: what lies below one attribute, map or list
/// is found together. No path leads through or to another's end, and below one place there are
/// either members or elements.
///
/// Built by one thread, then only read.
final class PathTree {

  /// A place on the way of paths, or the end of one.
  sealed interface Node {

    /// The end of the path with this number, counted from 0 in the order of the expression.
    record End(int number) implements Node {}

    record Members(SortedMap<String, Node> byName) implements Node {}

    record Elements(SortedMap<Integer, Node> byIndex) implements Node {}
  }

  private final SortedMap<String, Node> attributes = new TreeMap<>();

  SortedMap<String, Node> attributes() {
    return attributes;
  }

  /// Adds a path. Returns false, and leaves the tree unfit for use, if it overlaps or conflicts
  /// with one that is there.
  boolean add(DocumentPath path, int number) {
    List<Step> steps = path.steps();
    var end = new Node.End(number);
    if (steps.isEmpty()) return attributes.putIfAbsent(path.attribute(), end) == null;
    Step last = steps.getLast();
    Node place = attributes.computeIfAbsent(path.attribute(), _ -> containerFor(steps.getFirst()));
    for (int at = 0; at + 1 < steps.size(); at++) {
      Node next = childAt(place, steps.get(at), steps.get(at + 1));
      if (next == null) return false;
      place = next;
    }
    return switch (place) {
      case Node.End _ -> false;
      case Node.Members(var byName) ->
          last instanceof Step.Member(var name) && byName.putIfAbsent(name, end) == null;
      case Node.Elements(var byIndex) ->
          last instanceof Step.Element(var index) && byIndex.putIfAbsent(index, end) == null;
    };
  }

  /// What the step leads to: if there was nothing, now a container for the step after it. Null if
  /// no such step can be made here.
  private static @Nullable Node childAt(Node place, Step step, Step after) {
    return switch (place) {
      case Node.End _ -> null;
      case Node.Members(var byName) ->
          step instanceof Step.Member(var name)
              ? byName.computeIfAbsent(name, _ -> containerFor(after))
              : null;
      case Node.Elements(var byIndex) ->
          step instanceof Step.Element(var index)
              ? byIndex.computeIfAbsent(index, _ -> containerFor(after))
              : null;
    };
  }

  private static Node containerFor(Step step) {
    return switch (step) {
      case Step.Member _ -> new Node.Members(new TreeMap<>());
      case Step.Element _ -> new Node.Elements(new TreeMap<>());
    };
  }
}
