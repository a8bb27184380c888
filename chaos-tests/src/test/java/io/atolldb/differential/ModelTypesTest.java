package io.atolldb.differential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTypesTest {

  /// `body`: with simple quotation marks for double ones.
  private static Call call(String operation, String body) {
    return Call.once(operation, Json.members(Json.parse(body.replace('\'', '"'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GetItem | {'TableName':'t','Key':{'a':{'N':'1'}},'ConsistentRead':true} | true",
        "GetItem | {'TableName':'t','Nobody':[1]} | true",
        "GetItem | {'TableName':7} | false",
        "GetItem | {'ConsistentRead':'true'} | false",
        "GetItem | {'Key':{'a':{'N':1}}} | false",
        "GetItem | {'Key':{'a':'x'}} | false",
        "GetItem | {'Key':[]} | false",
        "PutItem | {'Item':{'a':{'L':[{'M':{'b':{'BOOL':'x'}}}]}}} | false",
        "PutItem | {'Item':{'a':{'B':'YQ=='}}} | true",
        "PutItem | {'Item':{'a':{'B':'YQ='}}} | false",
        "PutItem | {'Item':{'a':{'B':'YR=='}}} | false",
        "PutItem | {'Item':{'a':{'NS':['1',2]}}} | false",
        "Query | {'Limit':1} | true",
        "Query | {'Limit':'1'} | false",
        "BatchWriteItem | {'RequestItems':{'t':[{'PutRequest':{'Item':{}}}]}} | true",
        "BatchWriteItem | {'RequestItems':{'t':{'PutRequest':{}}}} | false",
      })
  void aMemberOfTheModelHasOneJsonType(String operation, String body, boolean fit) {
    assertThat(ModelTypes.fit(call(operation, body))).isEqualTo(fit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PutItem | {'TableName':'none','ReturnValues':'ALL_OLD'} | true",
        "PutItem | {'ReturnValues':'all_old'} | false",
        "PutItem | {'ReturnValues':''} | false",
        "PutItem | {'Item':{'a':{'NS':['1']}}} | true",
        "Query | {'Select':'COUNT','KeyConditions':{'a':{'ComparisonOperator':'EQ'}}} | true",
        "Query | {'KeyConditions':{'a':{'ComparisonOperator':'EQUAL'}}} | false",
        "CreateTable | {'KeySchema':[{'KeyType':'HASH'},{'KeyType':'SORT'}]} | false",
      })
  void anEnumerationHasTheWordsOfTheModel(String operation, String body, boolean known) {
    assertThat(ModelTypes.knowWords(call(operation, body))).isEqualTo(known);
  }
}
