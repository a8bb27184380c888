package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.fault;
import static io.atolldb.wire.TableStories.notFound;
import static io.atolldb.wire.TableStories.onDemand;
import static io.atolldb.wire.TableStories.tableOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// DeleteTable (reference: DynamoDB, 4.2, 4.11 and 4.13).
class DeleteTableWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static String delete(String name) throws Exception {
    return client.call("DeleteTable", "{\"TableName\":\"" + name + "\"}").body();
  }

  @Test
  void theNameIsRequired() throws Exception {
    assertThat(client.call("DeleteTable", "{}").body())
        .isEqualTo(constraint("TableName", "not be null"));
  }

  @Test
  void aTableThatIsNotThereIsNotFound() throws Exception {
    assertThat(delete("missing")).isEqualTo(notFound("missing"));
  }

  @Test
  void aTableIsDeletingInTheAnswerAndGoneAfterIt() throws Exception {
    client.call("CreateTable", onDemand("short-lived"));
    client.call("PutItem", "{\"TableName\":\"short-lived\",\"Item\":{\"pk\":{\"S\":\"a\"}}}");

    assertThat(delete("short-lived"))
        .startsWith("{\"TableDescription\":{")
        .contains("\"TableStatus\":\"DELETING\"");
    assertThat(delete("short-lived")).isEqualTo(notFound("short-lived"));

    client.call("CreateTable", onDemand("short-lived"));
    assertThat(
            client
                .call("GetItem", "{\"TableName\":\"short-lived\",\"Key\":{\"pk\":{\"S\":\"a\"}}}")
                .body())
        .isEqualTo("{}");
  }

  @Test
  void aProtectedTableStays() throws Exception {
    client.call(
        "CreateTable",
        tableOf("safe", "\"BillingMode\":\"PAY_PER_REQUEST\",\"DeletionProtectionEnabled\":true"));

    assertThat(delete("safe"))
        .isEqualTo(
            Reply.validation(
                "Resource cannot be deleted as it is currently protected against deletion."
                    + " Disable deletion protection first."));

    client.call("UpdateTable", "{\"TableName\":\"safe\",\"DeletionProtectionEnabled\":false}");
    assertThat(delete("safe")).contains("\"TableStatus\":\"DELETING\"");
  }

  /// A replica that is being made reads from the table.
  @Test
  void aTableThatIsBeingCopiedIsInUse() throws Exception {
    client.call("CreateTable", onDemand("copied"));
    client.call(
        "UpdateTable",
        "{\"TableName\":\"copied\",\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"eu-west-1\"}}]}");

    assertThat(delete("copied"))
        .isEqualTo(
            fault(
                "ResourceInUseException",
                "Attempt to change a resource which is still in use:"
                    + " Table is being updated: copied"));
  }
}
