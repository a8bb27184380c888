package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.atolldb.capacity.Meter;
import io.atolldb.capacity.TableMeter;
import io.atolldb.wire.WireClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every operation costs, as it is answered and as it is charged. Each row names the rule that
/// it follows from; the numbers are those of the facts about the service, 4.7 if not said else:
///
/// - **read**: a unit for each 4 KB begun, half of it when eventually consistent; one that finds
///   nothing costs the smallest read
/// - **page**: a query or a scan rounds the whole page, before filter and projection
/// - **each**: a batch of reads rounds every item
/// - **write**: a unit for each KB begun of the larger of the item before and after
/// - **tx**: twice that in a transaction, for the table alone; units are also named by their kind
/// - **again**: the repetition of a transaction is read, not written
/// - **index**: what changes in what an index shows; a moved entry twice, an unchanged one not
/// - **fetch**: what a local index does not hold is read from the table, item by item
/// - **refused**: an error tells no units; a failed condition is charged as the write it looked at
///
/// The table is that of [IndexStories]. In it are the items `a`/1, 2, 3 of 5 KB each, of which only
/// the first is in indexes (`g` = x, `n` = 1), and `s`/1, which is small and not in any.
class ConsumedUnitsTest {

  private static final String LARGE = "t".repeat(5_000);
  private static final Pattern TOTAL =
      Pattern.compile("'TableName':'[a-z:0-9-/]+','CapacityUnits':([0-9.]+)".replace('\'', '"'));

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  @BeforeEach
  void fill() throws Exception {
    if (client.region.tables().named("tab") != null) {
      client.call("DeleteTable", "{\"TableName\":\"tab\"}");
    }
    Reply created = client.call("CreateTable", IndexStories.TABLE);
    assertThat(created.status()).as(created.body()).isEqualTo(200);
    for (int sk = 1; sk <= 3; sk++) {
      String keys = sk == 1 ? ",'g':{'S':'x'},'n':{'N':'1'}" : "";
      put("'Item':{%s%s,'t':{'S':'%s'}}".formatted(key("a", sk), keys, LARGE));
    }
    put("'Item':{" + key("s", 1) + "}");
  }

  private static void put(String item) throws Exception {
    Reply reply = call("PutItem", item);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private static String key(String pk, int sk) {
    return "'pk':{'S':'%s'},'sk':{'N':'%d'}".formatted(pk, sk);
  }

  /// `members` with apostrophes for quotes, and backticks for apostrophes.
  private static Reply call(String operation, String members) throws Exception {
    boolean many =
        operation.startsWith("Batch")
            || operation.contains("Transact")
            || operation.startsWith("E");
    String table = many ? "" : "'TableName':'tab',";
    String body = ("{" + table + members + "}").replace('\'', '"').replace('`', '\'');
    return client.call(operation, body);
  }

  /// What everything that was done to the table has been charged so far.
  private static double charged() {
    TableMeter meter = client.region.meters().of(client.region.tables().named("tab"));
    var meters = new ArrayList<Meter>(meter.globals().values());
    meters.add(meter.own());
    double sum = 0;
    for (Meter each : meters) sum += each.reads().taken() + each.writes().taken();
    return sum;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({
    "reads",
    "pages",
    "writes",
    "indexWrites",
    "batches",
    "transactions",
    "statements"
  })
  void whatIsAnsweredIsCharged(
      String rule, String what, String operation, String body, String units) throws Exception {
    double before = charged();
    String answer = call(operation, body + ",'ReturnConsumedCapacity':'TOTAL'").body();
    assertThat(totals(answer)).as("%s: %s: %s", rule, what, answer).containsExactly(units);
    assertThat(charged() - before).as(answer).isEqualTo(Double.parseDouble(units));
    assertThat(answer).doesNotContain("Indexes\"", "\"Table\"");
    assertThat(answer.contains("ReadCapacityUnits") || answer.contains("WriteCapacityUnits"))
        .as(answer)
        .isEqualTo(operation.contains("Transact"));
    assertThat(call(operation, body).body()).doesNotContain("ConsumedCapacity");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void whatIsRefusedIsChargedToo(
      String rule, String what, String operation, String body, double units) throws Exception {
    double before = charged();
    Reply answer = call(operation, body + ",'ReturnConsumedCapacity':'TOTAL'");
    assertThat(totals(answer.body())).as("%s: %s: %s", rule, what, answer.body()).isEmpty();
    assertThat(answer.body()).containsAnyOf("Exception", "ConditionalCheckFailed");
    assertThat(charged() - before).as(answer.body()).isEqualTo(units);
  }

  static Stream<Arguments> whatIsRefusedIsChargedToo() {
    String never = ",'ConditionExpression':'attribute_exists(nothing)'";
    String a = "'Key':{" + key("a", 1) + "}" + never;
    String missing = "'Key':{" + key("z", 1) + "}" + never;
    String insert = "INSERT INTO tab VALUE {`pk`:`a`,`sk`:1}";
    String check =
        "{'ConditionCheck':{'TableName':'tab','Key':{" + key("a", 1) + "}" + never + "}}";
    return Stream.of(
        arguments("refused", "a condition on 5 KB", "DeleteItem", a, 5),
        arguments("refused", "a condition on nothing", "DeleteItem", missing, 1),
        arguments("refused", "a condition of an update", "UpdateItem", a, 5),
        arguments(
            "refused", "a second insert", "ExecuteStatement", "'Statement':'" + insert + "'", 5),
        arguments(
            "refused", "a transaction", "TransactWriteItems", "'TransactItems':[" + check + "]", 2),
        arguments("refused", "what is not valid", "DeleteItem", "'Key':{}", 0));
  }

  private static List<String> totals(String answer) {
    var totals = new ArrayList<String>();
    Matcher matcher = TOTAL.matcher(answer);
    while (matcher.find()) totals.add(matcher.group(1));
    return totals;
  }

  static Stream<Arguments> reads() {
    String large = "'Key':{" + key("a", 1) + "}";
    String missing = "'Key':{" + key("z", 1) + "}";
    String strongly = ",'ConsistentRead':true";
    return Stream.of(
        arguments("read", "5 KB eventually", "GetItem", large, "1.0"),
        arguments("read", "5 KB consistently", "GetItem", large + strongly, "2.0"),
        arguments(
            "read", "of it one attribute", "GetItem", large + ",'AttributesToGet':['g']", "1.0"),
        arguments("read", "nothing eventually", "GetItem", missing, "0.5"),
        arguments("read", "nothing consistently", "GetItem", missing + strongly, "1.0"));
  }

  static Stream<Arguments> pages() {
    String partition = ",'ExpressionAttributeValues':{':k':{'S':'%s'}}";
    String a = "'KeyConditionExpression':'pk = :k'" + partition.formatted("a");
    String none = "'KeyConditionExpression':'pk = :k'" + partition.formatted("z");
    String g = "'KeyConditionExpression':'g = :k'" + partition.formatted("x");
    String local = ",'IndexName':'local'";
    return Stream.of(
        arguments("page", "15 KB eventually", "Query", a, "2.0"),
        arguments("page", "15 KB consistently", "Query", a + ",'ConsistentRead':true", "4.0"),
        arguments("page", "counted", "Query", a + ",'Select':'COUNT'", "2.0"),
        arguments("page", "filtered away", "Query", a + ",'FilterExpression':'n = :k'", "2.0"),
        arguments("page", "projected", "Query", a + ",'ProjectionExpression':'g'", "2.0"),
        arguments("page", "cut after two", "Query", a + ",'Limit':2", "1.5"),
        arguments("page", "an empty one", "Query", none, "0.5"),
        arguments("page", "an empty one", "Query", none + ",'ConsistentRead':true", "1.0"),
        arguments("page", "a table of 15 KB", "Scan", "'Limit':100", "2.0"),
        arguments("page", "consistently", "Scan", "'ConsistentRead':true", "4.0"),
        arguments("page", "a whole entry", "Query", g + ",'IndexName':'all'", "1.0"),
        arguments("page", "an entry of keys", "Query", g + ",'IndexName':'keys'", "0.5"),
        arguments("page", "a global index", "Scan", "'IndexName':'keys'", "0.5"),
        arguments("page", "a local index", "Query", a + local, "0.5"),
        arguments("page", "consistently", "Query", a + local + ",'ConsistentRead':true", "1.0"),
        arguments("fetch", "", "Query", a + local + ",'Select':'ALL_ATTRIBUTES'", "1.5"),
        arguments(
            "fetch",
            "consistently",
            "Query",
            a + local + ",'Select':'ALL_ATTRIBUTES','ConsistentRead':true",
            "3.0"));
  }

  static Stream<Arguments> writes() {
    String small = "'Item':{" + key("a", 2) + "}";
    String large = "'Item':{" + key("s", 1) + ",'t':{'S':'" + LARGE + "'}}";
    String created = "'Item':{" + key("n", 1) + ",'t':{'S':'" + LARGE + "'}}";
    String at = "'Key':{" + key("a", 2) + "}";
    String missing = "'Key':{" + key("z", 1) + "}";
    String set = ",'UpdateExpression':'SET u = :u','ExpressionAttributeValues':{':u':{'S':'1'}}";
    return Stream.of(
        arguments("write", "a new item", "PutItem", created, "5.0"),
        arguments("write", "one that grows", "PutItem", large, "5.0"),
        arguments("write", "one that shrinks", "PutItem", small, "5.0"),
        arguments("write", "an update", "UpdateItem", at + set, "5.0"),
        arguments(
            "write", "of nothing", "UpdateItem", at + ",'UpdateExpression':'REMOVE u'", "5.0"),
        arguments("write", "of a new item", "UpdateItem", missing, "1.0"),
        arguments("write", "a delete", "DeleteItem", at, "5.0"),
        arguments("write", "a delete of nothing", "DeleteItem", missing, "1.0"));
  }

  static Stream<Arguments> indexWrites() {
    String at = "'Key':{" + key("a", 1) + "},'UpdateExpression':'";
    String value = "','ExpressionAttributeValues':{':v':";
    return Stream.of(
        arguments(
            "index",
            "a moved entry",
            "UpdateItem",
            at + "SET g = :v" + value + "{'S':'y'}}",
            "17.0"),
        arguments(
            "index",
            "an attribute of one",
            "UpdateItem",
            at + "SET v = :v" + value + "{'S':'y'}}",
            "10.0"),
        arguments(
            "index",
            "the same again",
            "UpdateItem",
            at + "SET g = :v" + value + "{'S':'x'}}",
            "5.0"),
        arguments("index", "gone from global ones", "UpdateItem", at + "REMOVE g'", "11.0"),
        arguments("index", "gone from all", "UpdateItem", at + "REMOVE g, n'", "12.0"),
        arguments(
            "index",
            "moved in local and global",
            "UpdateItem",
            at + "SET n = :v" + value + "{'N':'2'}}",
            "17.0"),
        arguments("index", "deleted", "DeleteItem", "'Key':{" + key("a", 1) + "}", "12.0"));
  }

  static Stream<Arguments> batches() {
    String keys = "{" + key("a", 1) + "},{" + key("a", 2) + "},{" + key("z", 9) + "}";
    String get = "'RequestItems':{'tab':{'Keys':[" + keys + "]%s}}";
    String writes =
        "'RequestItems':{'tab':[{'DeleteRequest':{'Key':{%s}}},{'DeleteRequest':{'Key':{%s}}},"
                .formatted(key("a", 1), key("z", 9))
            + "{'PutRequest':{'Item':{%s}}}]}".formatted(key("s", 1));
    return Stream.of(
        arguments("each", "two of 5 KB and none", "BatchGetItem", get.formatted(""), "2.5"),
        arguments(
            "each", "consistently", "BatchGetItem", get.formatted(",'ConsistentRead':true"), "5.0"),
        arguments("write", "two deletes and a put", "BatchWriteItem", writes, "14.0"));
  }

  static Stream<Arguments> transactions() {
    String of = "'TableName':'tab',";
    String get = "{'Get':{" + of + "'Key':{%s}}}";
    String delete = "{'Delete':{" + of + "'Key':{%s}}}";
    String check =
        "{'ConditionCheck':{" + of + "'ConditionExpression':'attribute_exists(pk)','Key':{%s}}}";
    String items = "'TransactItems':[";
    return Stream.of(
        arguments(
            "tx",
            "5 KB and nothing",
            "TransactGetItems",
            items + get.formatted(key("a", 1)) + "," + get.formatted(key("z", 1)) + "]",
            "6.0"),
        arguments(
            "tx",
            "a check",
            "TransactWriteItems",
            items + check.formatted(key("a", 2)) + "]",
            "10.0"),
        arguments(
            "tx",
            "a delete from indexes, too",
            "TransactWriteItems",
            items + delete.formatted(key("a", 1)) + "]",
            "17.0"),
        arguments(
            "tx",
            "a delete of nothing",
            "TransactWriteItems",
            items + delete.formatted(key("z", 1)) + "]",
            "2.0"));
  }

  static Stream<Arguments> statements() {
    String one = "SELECT * FROM tab WHERE pk = `a` AND sk = 1";
    String none = "SELECT * FROM tab WHERE pk = `z` AND sk = 1";
    String set = "UPDATE tab SET %s WHERE pk = `a` AND sk = 1";
    String statement = "'Statement':'%s'";
    String consistent = statement + ",'ConsistentRead':true";
    String batch = "'Statements':[{'Statement':'%s'},{'Statement':'%s'}]";
    String transaction = "'TransactStatements':[{'Statement':'%s'},{'Statement':'%s'}]";
    String delete = "DELETE FROM tab WHERE pk = `%s` AND sk = 1";
    String exists = "EXISTS(SELECT * FROM tab WHERE pk = `a` AND sk = 2 AND t IS NOT MISSING)";
    String keys = "SELECT * FROM \\'tab\\'.\\'keys\\' WHERE g = `x`";
    String inserted = "INSERT INTO tab VALUE {`pk`:`n`,`sk`:1,`n`:1}";
    String execute = "ExecuteStatement";
    String batched = "BatchExecuteStatement";
    String together = "ExecuteTransaction";
    return Stream.of(
        arguments("page", "one item", execute, statement.formatted(one), "1.0"),
        arguments("page", "consistently", execute, consistent.formatted(one), "2.0"),
        arguments("page", "none", execute, statement.formatted(none), "0.5"),
        arguments("page", "all", execute, statement.formatted("SELECT * FROM tab"), "2.0"),
        arguments("page", "an index", execute, statement.formatted(keys), "0.5"),
        arguments("index", "", execute, statement.formatted(set.formatted("g = `y`")), "17.0"),
        arguments("index", "", execute, statement.formatted(set.formatted("v = `y`")), "10.0"),
        arguments("index", "inserted", execute, statement.formatted(inserted), "2.0"),
        arguments("index", "deleted", execute, statement.formatted(delete.formatted("a")), "12.0"),
        arguments("write", "absent", execute, statement.formatted(delete.formatted("z")), "1.0"),
        arguments("each", "5 KB and nothing", batched, batch.formatted(one, none), "1.5"),
        arguments(
            "index",
            "two writes",
            batched,
            batch.formatted(set.formatted("v = `y`"), delete.formatted("s")),
            "11.0"),
        arguments("tx", "two reads", together, transaction.formatted(one, none), "6.0"),
        arguments(
            "tx",
            "a write and a check",
            together,
            transaction.formatted(set.formatted("v = `y`"), exists),
            "25.0"));
  }

  /// The shares of tables and indexes, where they are asked for.
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void sharesAreNamed(String rule, String operation, String body, String consumed)
      throws Exception {
    String answer = call(operation, body + ",'ReturnConsumedCapacity':'INDEXES'").body();
    assertThat(answer).as(rule).contains(("'ConsumedCapacity':" + consumed).replace('\'', '"'));
  }

  static Stream<Arguments> sharesAreNamed() {
    String of = "{'TableName':'tab','CapacityUnits':";
    String a = "'Key':{" + key("a", 1) + "}";
    String keys = "{'CapacityUnits':0.5}";
    String written =
        "'WriteCapacityUnits':17.0,'Table':{'CapacityUnits':10.0,'WriteCapacityUnits':10.0},"
            + "'LocalSecondaryIndexes':{'local':{'CapacityUnits':1.0,'WriteCapacityUnits':1.0}},"
            + "'GlobalSecondaryIndexes':{'all':{'CapacityUnits':5.0,'WriteCapacityUnits':5.0},"
            + "'keys':{'CapacityUnits':1.0,'WriteCapacityUnits':1.0}}}";
    String delete = "'TransactItems':[{'Delete':{'TableName':'tab'," + a + "}}]";
    String statement = "DELETE FROM tab WHERE pk = `a` AND sk = 1";
    String get = "'TransactItems':[{'Get':{'TableName':'tab'," + a + "}}]";
    String n = "'KeyConditionExpression':'pk = :k','ExpressionAttributeValues':{':k':{'S':'a'}}";
    return Stream.of(
        arguments("read", "GetItem", a, of + "1.0,'Table':{'CapacityUnits':1.0}}"),
        arguments(
            "page",
            "Scan",
            "'IndexName':'keys'",
            of
                + "0.5,'Table':{'CapacityUnits':0.0},'GlobalSecondaryIndexes':{'keys':"
                + keys
                + "}}"),
        arguments(
            "fetch",
            "Query",
            n + ",'IndexName':'local','Select':'ALL_ATTRIBUTES'",
            of
                + "1.5,'Table':{'CapacityUnits':1.0},'LocalSecondaryIndexes':{'local':"
                + keys
                + "}}"),
        arguments(
            "index",
            "DeleteItem",
            a,
            of
                + "12.0,'Table':{'CapacityUnits':5.0},"
                + "'LocalSecondaryIndexes':{'local':{'CapacityUnits':1.0}},"
                + "'GlobalSecondaryIndexes':{'all':{'CapacityUnits':5.0},"
                + "'keys':{'CapacityUnits':1.0}}}"),
        arguments("tx", "TransactWriteItems", delete, "[" + of + "17.0," + written + "]"),
        arguments(
            "tx",
            "ExecuteTransaction",
            "'TransactStatements':[{'Statement':'" + statement + "'}]",
            "[" + of + "17.0," + written + "]"),
        arguments(
            "tx",
            "TransactGetItems",
            get,
            "["
                + of
                + "4.0,'ReadCapacityUnits':4.0,"
                + "'Table':{'CapacityUnits':4.0,'ReadCapacityUnits':4.0}}]"),
        arguments(
            "each",
            "BatchGetItem",
            "'RequestItems':{'tab':{'Keys':[{" + key("a", 1) + "}]}}",
            "[" + of + "1.0,'Table':{'CapacityUnits':1.0}}]"));
  }

  @Test
  void aRepeatedTransactionIsReadAndNotWritten() throws Exception {
    String body =
        "'ClientRequestToken':'t','ReturnConsumedCapacity':'TOTAL','TransactItems':[{'Update':{"
            + "'TableName':'tab','Key':{%s},'UpdateExpression':'SET v = :v',"
            + "'ExpressionAttributeValues':{':v':{'S':'1'}}}}]";
    String first = call("TransactWriteItems", body.formatted(key("a", 1))).body();
    double before = charged();
    String again = call("TransactWriteItems", body.formatted(key("a", 1))).body();

    assertThat(first).contains("\"CapacityUnits\":15.0,\"WriteCapacityUnits\":15.0");
    assertThat(again).contains("\"CapacityUnits\":4.0,\"ReadCapacityUnits\":4.0");
    assertThat(charged() - before).isEqualTo(4.0);
  }
}
