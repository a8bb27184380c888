package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.LiveTables.Reply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// UpdateTimeToLive (reference: DynamoDB, 4.12).
class UpdateTimeToLiveWireTest {

  @AutoClose private LiveTables tables;

  @BeforeEach
  void start() throws Exception {
    tables = new LiveTables();
    tables.createTable("");
  }

  private Reply update(boolean enabled, String attribute) throws Exception {
    return tables.table(
        "UpdateTimeToLive",
        "{'TableName':'tbl','TimeToLiveSpecification':{'Enabled':%s,'AttributeName':'%s'}}",
        enabled,
        attribute);
  }

  @Test
  void theSpecificationIsAnswered() throws Exception {
    assertThat(update(true, "until").body())
        .isEqualTo("{\"TimeToLiveSpecification\":{\"Enabled\":true,\"AttributeName\":\"until\"}}");
  }

  @Test
  void whatIsSoAlreadyIsRefused() throws Exception {
    assertThat(update(false, "until").body()).contains("TimeToLive is already disabled");
    update(true, "until");
    assertThat(update(true, "until").body()).contains("TimeToLive is already enabled");
    assertThat(update(true, "other").body())
        .contains(
            "TimeToLive is active on a different AttributeName: current AttributeName is until");
    assertThat(update(false, "other").body()).contains("active on a different AttributeName");
  }

  @Test
  void aSecondChangeHasToWaitForAnHour() throws Exception {
    update(true, "until");
    Reply soon = update(false, "until");
    assertThat(soon.body())
        .isEqualTo(
            "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"Time to"
                + " live has been modified multiple times within a fixed interval\"}");
    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(1));
    assertThat(update(false, "until").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'TableName' failed to satisfy constraint: Member must not be null",
        "{'TableName':'tbl'} | Value at 'TimeToLiveSpecification' failed to satisfy constraint:"
            + " Member must not be null",
        "{'TableName':'tbl','TimeToLiveSpecification':{'AttributeName':'a'}} | Value at"
            + " 'TimeToLiveSpecification.Enabled' failed",
        "{'TableName':'tbl','TimeToLiveSpecification':{'Enabled':true}} | Value at"
            + " 'TimeToLiveSpecification.AttributeName' failed",
        "{'TableName':'tbl','TimeToLiveSpecification':{'Enabled':true,'AttributeName':''}} | Member"
            + " must have length greater than or equal to 1",
        "{'TableName':'gone','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'a'}} |"
            + " Requested resource not found: Table: gone not found",
      })
  void theFirstThingThatIsWrongIsNamed(String request, String message) throws Exception {
    Reply reply = tables.table("UpdateTimeToLive", request);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains(message);
  }
}
