package io.atolldb.partiql;

import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.partiql.Statement.Change;
import io.atolldb.partiql.Statement.OrderTerm;
import io.atolldb.partiql.Statement.Source;
import io.atolldb.partiql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads statements. Each mistake ends the reading at once, in the service's words; what the
/// grammar has no place for is told with its position.
public final class StatementParser {

  private static final String SINGLE_SOURCE =
      "Only select from a single table or index is supported.";

  private final StatementReader reader;
  private final TermParser terms;
  private final PathParser paths;

  private StatementParser(String text) {
    reader = new StatementReader(text);
    terms = new TermParser(reader);
    paths = new PathParser(reader);
  }

  /// Of a text of at most [StatementLimits#LENGTH_MAX] characters, which is for the caller to
  /// check.
  public static ParsedStatement parse(String text) throws InvalidExpression {
    var parser = new StatementParser(text);
    Statement statement = parser.statement();
    StatementReader reader = parser.reader;
    reader.accept(Kind.SEMICOLON);
    if (!reader.isAt(Kind.END)) throw reader.malformed();
    return new ParsedStatement(statement, reader.parameters(), reader.operators());
  }

  private Statement statement() throws InvalidExpression {
    Token first = reader.current();
    if (first.kind() != Kind.KEYWORD) throw reader.malformed();
    return switch (first.text()) {
      case "SELECT" -> select();
      case "INSERT" -> insert();
      case "UPDATE" -> update();
      case "DELETE" -> delete();
      case "EXISTS" -> exists();
      default -> throw reader.malformed();
    };
  }

  private Statement.Select select() throws InvalidExpression {
    reader.expect("SELECT");
    if (reader.isAt("DISTINCT")) {
      throw new InvalidExpression("Unsupported token in expression: DISTINCT");
    }
    if (reader.isAt("VALUE")) {
      throw new InvalidExpression("Select projection doesn't support value or pivot keywords");
    }
    List<Term> selected = reader.accept(Kind.STAR) ? List.of() : selected();
    reader.expect("FROM");
    Source source = source();
    if (reader.isAt(Kind.COMMA) || reader.isAt("JOIN") || reader.isAt("CROSS")) {
      throw new InvalidExpression(SINGLE_SOURCE);
    }
    Term where = where();
    if (reader.isAt("GROUP")) throw new InvalidExpression("Unsupported clause: GROUP BY");
    requireNoClause("HAVING");
    List<OrderTerm> order = order();
    requireNoClause("LIMIT");
    return new Statement.Select(selected, source, where, order);
  }

  private List<Term> selected() throws InvalidExpression {
    var selected = new ArrayList<Term>();
    do {
      Term term = terms.term();
      requireNoAlias();
      if (!(term instanceof Term.Attribute)) {
        throw new InvalidExpression("Unexpected path component" + term.at());
      }
      selected.add(term);
    } while (reader.accept(Kind.COMMA));
    return selected;
  }

  private void requireNoAlias() throws InvalidExpression {
    if (reader.isAt("AS") || reader.isAt(Kind.NAME) || reader.isAt(Kind.QUOTED_NAME)) {
      throw new InvalidExpression("Aliasing is not supported");
    }
  }

  /// The position told is that of what the clause would hold.
  private void requireNoClause(String keyword) throws InvalidExpression {
    if (!reader.accept(keyword)) return;
    throw new InvalidExpression("Unsupported clause: " + keyword + reader.current().at());
  }

  private List<OrderTerm> order() throws InvalidExpression {
    var order = new ArrayList<OrderTerm>();
    if (!reader.accept("ORDER")) return order;
    reader.expect("BY");
    do {
      Term by = terms.term();
      boolean descends = reader.accept("DESC");
      if (!descends) reader.accept("ASC");
      order.add(new OrderTerm(by, !descends));
    } while (reader.accept(Kind.COMMA));
    return order;
  }

  private Source source() throws InvalidExpression {
    String table = sourceName();
    String index = null;
    if (reader.accept(Kind.DOT)) {
      index = sourceName();
      if (reader.isAt(Kind.DOT)) {
        throw new InvalidExpression("A path may contain at most 2 components in the FROM clause");
      }
    }
    if (reader.isAt(Kind.OPEN_BRACKET)) {
      throw new InvalidExpression("Invalid list expression in source.");
    }
    requireNoAlias();
    return new Source(table, index);
  }

  private String sourceName() throws InvalidExpression {
    if (reader.isAt(Kind.NAME) || reader.isAt(Kind.QUOTED_NAME)) return reader.take().text();
    boolean told = reader.isAt(Kind.END) || reader.isAt(Kind.KEYWORD) || reader.isAt(Kind.UNKNOWN);
    throw told ? reader.malformed() : new InvalidExpression("Unexpected from source");
  }

  private @Nullable Term where() throws InvalidExpression {
    return reader.accept("WHERE") ? terms.term() : null;
  }

  private Statement insert() throws InvalidExpression {
    reader.expect("INSERT");
    reader.expect("INTO");
    Source source = source();
    reader.expect("VALUE");
    Term item = terms.term();
    if (reader.isAt("RETURNING")) {
      throw new InvalidExpression("RETURNING is not supported in INSERT");
    }
    return new Statement.Insert(source, item);
  }

  private Statement update() throws InvalidExpression {
    reader.expect("UPDATE");
    Source source = source();
    var changes = new ArrayList<Change>();
    while (true) {
      if (reader.accept("SET")) {
        do {
          DocumentPath path = paths.path();
          reader.expect(Kind.EQUAL);
          changes.add(new Change.Set(path, terms.term()));
        } while (reader.accept(Kind.COMMA));
      } else if (reader.accept("REMOVE")) {
        changes.add(new Change.Remove(paths.path()));
      } else if (changes.isEmpty()) {
        throw reader.malformed();
      } else {
        return new Statement.Update(source, changes, where(), returning());
      }
    }
  }

  private Statement delete() throws InvalidExpression {
    reader.expect("DELETE");
    reader.expect("FROM");
    return new Statement.Delete(source(), where(), returning());
  }

  private @Nullable Returning returning() throws InvalidExpression {
    if (!reader.accept("RETURNING")) return null;
    boolean modified = reader.accept("MODIFIED");
    if (!modified) reader.expect("ALL");
    boolean old = reader.accept("OLD");
    if (!old) reader.expect("NEW");
    if (!reader.accept(Kind.STAR)) {
      throw new InvalidExpression(
          "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
    }
    if (reader.isAt(Kind.COMMA)) {
      throw new InvalidExpression(
          "Invalid syntax with multiple returning elements in RETURNING clause");
    }
    if (modified) return old ? Returning.MODIFIED_OLD : Returning.MODIFIED_NEW;
    return old ? Returning.ALL_OLD : Returning.ALL_NEW;
  }

  private Statement exists() throws InvalidExpression {
    reader.expect("EXISTS");
    reader.expect(Kind.OPEN);
    Statement.Select select = select();
    reader.expect(Kind.CLOSE);
    return new Statement.Exists(select);
  }
}
