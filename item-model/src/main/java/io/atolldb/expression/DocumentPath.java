package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.Item;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The way to a value in an item: `a.b[3]` is the attribute `a` and the steps `b` and `[3]`. Names
/// are real ones, placeholders are gone. At most [ExpressionLimits#PATH_DEPTH_MAX] long where it
/// comes from an expression.
public record DocumentPath(String attribute, List<Step> steps) {

  /// One step into a map or a list.
  public sealed interface Step {

    /// Into a map.
    record Member(String name) implements Step {
      @Override
      public String toString() {
        return name;
      }
    }

    /// Into a list, counted from 0.
    record Element(int index) implements Step {
      @Override
      public String toString() {
        return "[" + index + "]";
      }
    }
  }

  public DocumentPath {
    steps = List.copyOf(steps);
  }

  /// The path of a whole attribute.
  public static DocumentPath of(String attribute) {
    return new DocumentPath(attribute, List.of());
  }

  /// Names of the attributes to which, or into which, the paths lead.
  public static SortedSet<String> attributes(Collection<DocumentPath> paths) {
    var names = new TreeSet<String>();
    for (DocumentPath path : paths) names.add(path.attribute());
    return names;
  }

  /// Names of those into which the paths lead.
  public static SortedSet<String> opened(Collection<DocumentPath> paths) {
    var names = new TreeSet<String>();
    for (DocumentPath path : paths) {
      if (!path.steps().isEmpty()) names.add(path.attribute());
    }
    return names;
  }

  /// What the item has there; null if it has nothing, be it for want of the value or of a list or
  /// map on the way.
  public @Nullable AttributeValue readFrom(Item item) {
    AttributeValue reached = item.get(attribute);
    for (int at = 0; at < steps.size() && reached != null; at++) {
      reached = stepInto(reached, steps.get(at));
    }
    return reached;
  }

  private static @Nullable AttributeValue stepInto(AttributeValue container, Step step) {
    return switch (step) {
      case Step.Member(var name) ->
          container instanceof MapValue(var entries) ? entries.get(name) : null;
      case Step.Element(var index) ->
          container instanceof ListValue(var elements) && index < elements.size()
              ? elements.get(index)
              : null;
    };
  }

  /// As the service shows a path: `[a, b, [3]]`.
  @Override
  public String toString() {
    var shown = new StringBuilder("[").append(attribute);
    for (Step step : steps) shown.append(", ").append(step);
    return shown.append(']').toString();
  }
}
