package io.atolldb.expression;

import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All changes that one update makes to an item. They happen at once: values are computed from the
/// item as it was, and the indexes of elements are those of the lists as they were.
public final class Update {

  /// Changes nothing: an update without an expression, which still creates its item.
  public static final Update NONE = new Update(List.of(), new PathTree(), true);

  /// What an update makes of an item.
  public sealed interface Outcome {

    record Applied(Item item) implements Outcome {}

    /// The item does not allow it; `message` is the service's.
    record Refused(String message) implements Outcome {}
  }

  private final List<UpdateAction> actions;
  private final PathTree tree;

  private final boolean ofExpression;

  private Update(List<UpdateAction> actions, PathTree tree, boolean ofExpression) {
    this.actions = actions;
    this.tree = tree;
    this.ofExpression = ofExpression;
  }

  /// Of actions whose paths neither overlap nor conflict, which `tree` holds.
  static Update of(List<UpdateAction> actions, PathTree tree) {
    return new Update(List.copyOf(actions), tree, true);
  }

  /// Of actions on whole attributes, each at most once, from the time before expressions.
  public static Update ofAttributeUpdates(List<UpdateAction> actions) {
    Update update = of(actions);
    return new Update(update.actions, update.tree, false);
  }

  /// Of actions on paths of which none overlaps or conflicts with another.
  public static Update of(List<UpdateAction> actions) {
    var tree = new PathTree();
    for (int number = 0; number < actions.size(); number++) {
      DocumentPath path = actions.get(number).path();
      if (!tree.add(path, number)) throw new IllegalArgumentException("overlap at " + path);
    }
    return of(actions, tree);
  }

  /// Whether it came as an expression or statement; else it came as `AttributeUpdates`, of which
  /// some mistakes are told in other words.
  public boolean isOfExpression() {
    return ofExpression;
  }

  /// In the order of the expression.
  public List<UpdateAction> actions() {
    return actions;
  }

  /// The names of the attributes that are changed or changed in, in the order of the expression.
  /// Key attributes among them are for the caller to refuse.
  public List<String> attributes() {
    var names = new ArrayList<String>();
    for (UpdateAction action : actions) {
      String name = action.path().attribute();
      if (!names.contains(name)) names.add(name);
    }
    return names;
  }

  /// Whether `attribute` itself is set to a value whose type does not depend on the item; its type
  /// code then, else null.
  public @Nullable String knownType(String attribute) {
    for (UpdateAction action : actions) {
      if (!action.path().equals(DocumentPath.of(attribute))) continue;
      return switch (action) {
        case UpdateAction.Set(_, var value) -> value.knownType();
        case UpdateAction.Add(_, var operand) -> operand.typeCode();
        case UpdateAction.Delete(_, var operand) -> operand.typeCode();
        case UpdateAction.Remove _ -> null;
      };
    }
    return null;
  }

  /// Names of the attributes inside of which the update changes or reads something.
  public SortedSet<String> opened() {
    var paths = new ArrayList<DocumentPath>();
    for (UpdateAction action : actions) {
      paths.add(action.path());
      if (action instanceof UpdateAction.Set(_, var value)) value.collectPaths(paths);
    }
    return DocumentPath.opened(paths);
  }

  /// The attributes, in their order, that the update only adds to, whatever they hold: `ADD n`,
  /// `SET n = n + :by`, `SET n = if_not_exists(n, :zero) - :by`.
  public SortedSet<String> increments() {
    var names = new TreeSet<String>();
    for (UpdateAction action : actions) {
      if (!action.path().steps().isEmpty()) continue; // inside of an attribute
      boolean adds =
          switch (action) {
            case UpdateAction.Add _ -> true;
            case UpdateAction.Set(var path, UpdateValue.Sum(var left, var right)) ->
                addsTo(path, left, right) || addsTo(path, right, left);
            case UpdateAction.Set(var path, UpdateValue.Difference(var left, var right)) ->
                addsTo(path, left, right);
            case UpdateAction.Set _, UpdateAction.Remove _, UpdateAction.Delete _ -> false;
          };
      if (adds) names.add(action.path().attribute());
    }
    return names;
  }

  private static boolean addsTo(DocumentPath path, UpdateValue same, UpdateValue by) {
    boolean reads =
        switch (same) {
          case UpdateValue.Path(var read) -> read.equals(path);
          case UpdateValue.IfNotExists(var read, UpdateValue.Constant _) -> read.equals(path);
          case UpdateValue.IfNotExists _,
              UpdateValue.Constant _,
              UpdateValue.Sum _,
              UpdateValue.Difference _,
              UpdateValue.ListAppend _ ->
              false;
        };
    return reads && by instanceof UpdateValue.Constant;
  }

  /// The item with all changes; `before` itself stays as it is. The key attributes of an item that
  /// there was not are for the caller to add.
  public Outcome apply(Item before) {
    if (actions.isEmpty()) return new Outcome.Applied(before);
    String ifWrongType = ofExpression ? Wording.WRONG_OPERAND : Wording.WRONG_TYPE_TO_UPDATE;
    var run = new UpdateRun(actions, before, ifWrongType);
    Item after = run.changed(tree);
    String refusal = run.refusal();
    return refusal == null ? new Outcome.Applied(after) : new Outcome.Refused(refusal);
  }

  /// What the update's paths lead to: `UPDATED_OLD` of the item before it, `UPDATED_NEW` of the
  /// item after it. There, a path may lead to an element that has moved up, or beyond the end of a
  /// list that was appended to.
  public Item atPaths(Item item) {
    var paths = new ArrayList<DocumentPath>();
    for (UpdateAction action : actions) paths.add(action.path());
    return paths.isEmpty() ? Item.ABSENT : Projection.of(paths, tree).apply(item);
  }
}
