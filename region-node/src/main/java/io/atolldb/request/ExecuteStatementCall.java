package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.region.Region;
import io.atolldb.writer.Written;
import java.util.List;

/// ExecuteStatement, from what was sent to what is answered. Checks in the service's order: the
/// text, the parameters, what the statement means, its table, the keys of that.
public record ExecuteStatementCall(Region region) {

  private static final int TOKEN_LENGTH_MAX = 32_768;

  public ExecuteStatementAnswer answer(ExecuteStatementRequest request) throws Refusal {
    SentStatement sent = request.statement();
    sent.checkShape("");
    String token = request.nextToken();
    if (token != null) Constraints.length("NextToken", token.length(), 1, TOKEN_LENGTH_MAX);
    CapacityDetail detail = Choice.RETURN_CONSUMED_CAPACITY.of(request.returnConsumedCapacity());
    Constraints.range("Limit", request.limit(), 1, Integer.MAX_VALUE);
    boolean showsItem = sent.showsItem();
    BoundStatement bound = sent.bound(sent.parsed());
    return switch (bound) {
      case BoundStatement.Select select -> read(select, request, detail);
      case BoundStatement.Insert insert -> written(StatementWrite.insert(region, insert), detail);
      case BoundStatement.Update update ->
          written(StatementWrite.update(region, update, showsItem), detail);
      case BoundStatement.Delete delete ->
          written(StatementWrite.delete(region, delete, showsItem), detail);
      case BoundStatement.Exists _ -> throw misplacedExists();
    };
  }

  static Refusal misplacedExists() {
    return Refusal.invalid("EXISTS can only be used in ExecuteTransaction write requests.");
  }

  private ExecuteStatementAnswer read(
      BoundStatement.Select select, ExecuteStatementRequest request, CapacityDetail detail)
      throws Refusal {
    var named = StatementSource.of(region, select);
    boolean consistent = request.statement().consistentRead();
    var source = PageSource.of(named.table(), select.source().index(), consistent);
    StatementPlan plan = StatementPlan.of(select, source.order());
    KeyPaths.require(named.table(), select.list());
    KeyPaths.require(named.table(), select.where());
    String token = request.nextToken();
    if (token != null) plan = plan.after(StatementToken.lastKey(source, token));
    var page =
        new StatementPage(
            region, source, select.where(), select.list(), request.limit(), consistent);
    var toll = ReadToll.ofMany(region, named.table(), source.index(), Item.ABSENT);
    page.read(plan, toll);
    toll.pay(page.units());
    return new ExecuteStatementAnswer(
        page.items(),
        page.last() == null ? null : StatementToken.of(source, page.last()),
        page.lastKey(),
        page.consumed(detail, named.reference().sent()));
  }

  private ExecuteStatementAnswer written(StatementWrite write, CapacityDetail detail)
      throws Refusal {
    Written.Done done = Calls.done(region.write(write.operation()));
    ShownItem shown = write.shown(done);
    List<ShownItem> items = shown instanceof ShownItem.Nothing ? List.of() : List.of(shown);
    return new ExecuteStatementAnswer(items, null, null, write.consumed(detail, done));
  }
}
