package io.atolldb.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  private static List<Mismatch> compared(String operation, String local, String atoll) {
    Call call = Call.once(operation, Json.object("TableName", "table-one"));
    return Comparison.of(call, answer(local), answer(atoll));
  }

  private static Answer answer(String body) {
    String json = body.replace('\'', '"');
    return Answer.of(json.contains("__type") ? 400 : 200, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GetItem | {'Item':{'a':{'N':'1'}}} | {'Item':{'a':{'N':'2'}}} | /Item/a/N",
        "GetItem | {'Item':{}} | {} | /Item",
        "Query | {'Items':[1,2]} | {'Items':[2,1]} | /Items[]",
        "Query | {'Count':1} | {'Count':2} | /Count",
        "GetItem | {} | {'__type':'x#No'} | outcome",
        "GetItem | {'__type':'x#No'} | {'__type':'x#Yes'} | outcome",
        "GetItem | {'__type':'x#No','message':'a'} | {'__type':'x#No','message':'b'} | message",
      })
  void whatDiffersIsNamed(String operation, String local, String atoll, String at) {
    assertThat(compared(operation, local, atoll)).extracting(Mismatch::at).contains(at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Scan | {'Items':[{'a':1},{'b':2}]} | {'Items':[{'b':2},{'a':1}]}",
        "Scan | {'Items':[{'a':{'S':'1'}},{'a':{'S':'2'}}]} |"
            + " {'Items':[{'a':{'S':'2'}},{'a':{'S':'1'}}]}",
        "GetItem | {'Item':{'a':{'NS':['1','10','2']}}} | {'Item':{'a':{'NS':['10','2','1']}}}",
        "GetItem | {'a':{'CapacityUnits':1.0}} | {'a':{'CapacityUnits':1}}",
        "GetItem | {'__type':'x#No'} | {'__type':'y#No'}",
        "CreateTable | {'TableDescription':{'TableId':'a'}} | {'TableDescription':{}}",
        "BatchGetItem | {'Responses':{'t':[1,2]}} | {'Responses':{'t':[2,1]}}",
      })
  void whatHasNoOrderOrIsOfTheMomentDoesNotDiffer(String operation, String local, String atoll) {
    assertThat(compared(operation, local, atoll)).isEmpty();
  }

  @Test
  void howNumbersAreWrittenDoesNotChangeWhichItemIsComparedWithWhich() {
    List<Mismatch> found =
        compared(
            "Scan",
            "{'Items':[{'a':{'N':'+5'},'b':1},{'a':{'N':'1e2'},'b':2}]}",
            "{'Items':[{'a':{'N':'100'},'b':2},{'a':{'N':'5'},'b':1}]}");

    assertThat(found)
        .containsExactlyInAnyOrder(
            new Mismatch("/Items[]/a/N", "\"+5\"", "\"5\""),
            new Mismatch("/Items[]/a/N", "\"1e2\"", "\"100\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,3] | [1,2,3] | true",
        "[3,1] | [1,2,3] | false",
        "{\"a\":{\"b\":[2]}} | {\"a\":{\"b\":[1,2],\"c\":1}} | true",
        "{\"a\":{\"b\":[4]}} | {\"a\":{\"b\":[1,2],\"c\":1}} | false",
        "{\"d\":1} | {\"c\":1} | false",
        "[{\"N\":\"0\"}] | [{\"S\":\"a\"},{\"N\":\"0e100\"}] | true",
      })
  void aPartIsWhatIsLeftWhenSomeIsTakenAway(String part, String whole, boolean is) {
    assertThat(Comparison.isPart(Json.parse(part), Json.parse(whole))).isEqualTo(is);
  }

  @Test
  void everyKnownDifferenceHasAReasonAndANameOfItsOwn() {
    List<KnownDifferences.Known> all = KnownDifferences.load().all();

    assertThat(all).isNotEmpty();
    assertThat(all).extracting(KnownDifferences.Known::id).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(known -> assertThat(known.reason()).endsWith(".").hasSizeGreaterThan(20));
  }

  @Test
  void aKnownDifferenceExplainsOnlyWhatItNames() {
    var known =
        new KnownDifferences(
            List.of(
                KnownDifferences.Known.of(
                    Map.of(
                        "id",
                        "numbers",
                        "at",
                        "/Item/.*N",
                        "numbers",
                        true,
                        "reason",
                        "As sent."))));
    Call call = Call.once("GetItem", Json.object());

    assertThat(
            known.unexplained(
                new KnownDifferences.Asked(call, "", false, false),
                List.of(
                    new Mismatch("/Item/a/N", "\"1e2\"", "\"100\""),
                    new Mismatch("/Item/b/N", "\"1e2\"", "\"101\""),
                    new Mismatch("/Item/d/N", "-", "\"100\""),
                    new Mismatch("/Item/c/S", "\"1e2\"", "\"100\""))))
        .extracting(Mismatch::at)
        .containsExactly("/Item/b/N", "/Item/d/N", "/Item/c/S");
    assertThat(known.met()).containsEntry("numbers", 1);
  }

  @Test
  void oneSeedIsOneEpisode() {
    assertThat(Episodes.of(7)).isEqualTo(Episodes.of(7)).isNotEqualTo(Episodes.of(8));
    assertThat(Episodes.of(7)).hasSizeGreaterThan(50);
  }
}
