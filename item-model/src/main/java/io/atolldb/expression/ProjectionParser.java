package io.atolldb.expression;

import io.atolldb.expression.Tokens.Kind;
import java.util.ArrayList;

/// Reads projections: document paths with commas between them.
public final class ProjectionParser {

  private ProjectionParser() {}

  public static Projection parseProjection(String text, Placeholders placeholders)
      throws InvalidExpression {
    var reader = ExpressionReader.open(text, ExpressionKind.PROJECTION, placeholders);
    var paths = new ArrayList<DocumentPath>();
    var tree = new PathTree();
    boolean distinct = true;
    do {
      DocumentPath path = reader.path();
      if (distinct && !tree.add(path, paths.size())) {
        PathOverlap.report(reader::report, paths, path);
        distinct = false;
      }
      paths.add(path);
    } while (reader.accept(Kind.COMMA));
    reader.finish();
    return Projection.of(paths, tree);
  }
}
