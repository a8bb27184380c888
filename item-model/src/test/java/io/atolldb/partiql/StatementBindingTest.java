package io.atolldb.partiql;

import static io.atolldb.partiql.StatementRefusalTest.bind;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionEvaluator;
import io.atolldb.expression.Update;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.partiql.Statement.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What accepted statements mean.
class StatementBindingTest {

  private static final String ITEM =
      "{'pk':'a','n':5,'s':'it''s','m':{'x':1,'l':['e0',1]},'ss':<<'p','q'>>,'z':NULL,'t':TRUE}";

  private static Item item(String tuple) throws Exception {
    var insert = (BoundStatement.Insert) bind("INSERT INTO t VALUE " + tuple);
    return insert.item();
  }

  private static boolean holds(String condition, AttributeValue... parameters) throws Exception {
    var select = (BoundStatement.Select) bind("SELECT * FROM t WHERE " + condition, parameters);
    return ConditionEvaluator.holds(select.where(), item(ITEM));
  }

  @Test
  void literalsAreValuesOfAllTypes() throws Exception {
    assertThat(item("{'n':-1.50,'e':2E3,'d':.5,'s':'a''b','l':[1,'x',[]],'p':(1,2),'m':{}}"))
        .hasToString(
            item("{'d':0.5,'e':2000,'l':[1.0,'x',[]],'m':{},'n':-1.5,'p':[1,2],'s':'a''b'}")
                .toString());
    assertThat(item("{'ns':<<2,1>>}").get("ns").typeCode()).isEqualTo("NS");
    assertThat(item("{'ss':<<'b','a'>>}").get("ss").typeCode()).isEqualTo("SS");
    assertThat(item("{'z':null}").get("z")).isEqualTo(new AttributeValue.NullValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "n = 5 | true",
        "5 = n | true",
        "n != 5 | false",
        "n <> 4 | true",
        "n = 5 OR n = 4 AND n = 3 | true",
        "(n = 5 OR n = 4) AND n = 3 | false",
        "NOT n = 5 OR n = 5 | true",
        "NOT (n = 5 OR n = 5) | false",
        "NOT NOT n = 5 | true",
        "n BETWEEN 4 AND 6 AND s = 'it''s' | true",
        "n NOT BETWEEN 4 AND 6 | false",
        "n IN (1, 5) | true",
        "n IN [5] | true",
        "n IN (5) | true",
        "m.l IN (['e0',1]) | true",
        "n IN ([5]) | false",
        "n IN ((5), (6)) | true",
        "s IS STRING AND n IS NUMERIC AND t IS BOOL AND t IS BOOLEAN | true",
        "m IS STRUCT AND m IS TUPLE AND m.l IS LIST | true",
        "ss IS LIST OR n IS STRING OR gone IS STRING | false",
        "n IS NOT STRING AND gone IS NOT BLOB | true",
        "\"begins_with\"(s, 'it') AND \"size\"(ss) = 2 | true",
        "n NOT IN <<1, 2>> | true",
        "m.x = 1 | true",
        "m['x'] = 1 | true",
        "m.\"x\" = 1 | true",
        "\"m\".l[0] = 'e0' | true",
        "M.x = 1 | false",
        "m = {'l':['e0',1],'x':1} | true",
        "ss = <<'q','p'>> | true",
        "z IS NULL | true",
        "z = NULL | true",
        "gone IS NULL | false",
        "gone IS NOT NULL | true",
        "gone IS MISSING | true",
        "z IS NOT MISSING | true",
        "NOT gone IS MISSING | false",
        "t = true | true",
        "SIZE(ss) = 2 | true",
        "size(m.l) >= 3 | false",
        "Begins_With(s, 'it') | true",
        "contains(ss, 'p') AND contains(m.l, 'e0') | true",
        "attribute_type(z, 'NULL') | true",
        "attribute_exists(m.x) | true",
        "gone <> 1 | true",
        "n > -1 AND n < +6 | true"
      })
  void conditionsMeanWhatTheySay(String condition, boolean holds) throws Exception {
    assertThat(holds(condition)).as(condition).isEqualTo(holds);
  }

  @Test
  void parametersStandForValuesInTheirOrder() throws Exception {
    var five = new NumberValue(DynamoNumber.of(5));
    assertThat(holds("pk = ? AND n IN (?, 7)", new StringValue("a"), five)).isTrue();
    assertThat(holds("pk = ? AND n = ?", five, new StringValue("a"))).isFalse();
    assertThat(holds("n = 5", five)).as("more parameters than needed").isTrue();
  }

  @Test
  void aSelectListAnswersValuesWithoutWhatIsAroundThem() throws Exception {
    var select = (BoundStatement.Select) bind("SELECT m.l[0], m.x, n, gone FROM \"my.t\".i");
    assertThat(select.source()).isEqualTo(new Source("my.t", "i"));
    assertThat(select.list().apply(item(ITEM))).isEqualTo(item("{'l[0]':'e0','x':1,'n':5}"));
    assertThat(select.list().attributes()).containsExactly("gone", "m", "n");
    assertThat(select.hasWhere()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SET n = n + 1 | {'n':6}",
        "SET n = 10 - n - 1, s = 'x' | {'n':4,'s':'x'}",
        "SET n = 1 SET s = n REMOVE t REMOVE z | {'n':1,'s':5}",
        "REMOVE m.l[0] SET m.y = ? | {'m':{'x':1,'l':[1],'y':'p'}}",
        "SET ss = set_add(ss, <<'r'>>) | {'ss':<<'p','q','r'>>}",
        "SET ss = SET_DELETE(ss, <<'q'>>) | {'ss':<<'p'>>}",
        "SET fresh = set_add(fresh, <<1>>) | {'fresh':<<1>>}",
        "SET m.l = list_append(m.l, [7]) | {'m':{'x':1,'l':['e0',1,7]}}",
        "SET gone = if_not_exists(gone, 3) | {'gone':3}",
        "SET n = (n) | {'n':5}"
      })
  void updatesChangeTheItem(String changes, String changed) throws Exception {
    var update =
        (BoundStatement.Update) bind("UPDATE t " + changes + " WHERE pk='a'", new StringValue("p"));
    Item after = ((Update.Outcome.Applied) update.update().apply(item(ITEM))).item();
    item(changed)
        .attributes()
        .forEach((name, value) -> assertThat(after.get(name)).as(name).isEqualTo(value));
  }

  @Test
  void writesKnowTheirTableConditionAndAnswer() throws Exception {
    assertThat(bind("update t set a=1 where pk='a' returning modified new *;"))
        .isInstanceOfSatisfying(
            BoundStatement.Update.class,
            update -> assertThat(update.returning()).isEqualTo(Returning.MODIFIED_NEW));
    assertThat(bind("DELETE FROM t WHERE pk='a' RETURNING ALL OLD *"))
        .isInstanceOfSatisfying(
            BoundStatement.Delete.class,
            delete -> assertThat(delete.returning()).isEqualTo(Returning.ALL_OLD));
    assertThat(bind("DELETE FROM t"))
        .isInstanceOfSatisfying(
            BoundStatement.Delete.class,
            delete -> assertThat(delete.where()).isEqualTo(new Condition.Always()));
    assertThat(bind("EXISTS(SELECT * FROM t WHERE pk='a' AND n=1)").reads()).isFalse();
    assertThat(bind("SELECT * FROM t").reads()).isTrue();
  }

  @Test
  void keywordsAreNamesInDoubleQuotesOnly() throws Exception {
    for (String keyword : Keywords.ALL) {
      var select = (BoundStatement.Select) bind("SELECT \"" + keyword + "\" FROM t");
      assertThat(select.list().attributes()).containsExactly(keyword);
    }
    assertThat(Keywords.ALL).isSorted().doesNotHaveDuplicates();
  }
}
