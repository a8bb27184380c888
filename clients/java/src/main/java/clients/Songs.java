package clients;

import java.math.BigDecimal;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.internal.AttributeValues;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The enhanced client of the AWS SDK for Java v2, with annotated beans and versions. */
public final class Songs {

  private Songs() {}

  public static void main(String[] arguments) {
    try (DynamoDbClient client = DynamoDbClient.create()) {
      var enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
      DynamoDbTable<Song> songs = enhanced.table("songs-java", TableSchema.fromBean(Song.class));
      songs.createTable();
      client.waiter().waitUntilTableExists(ask -> ask.tableName("songs-java"));
      versions(songs);
      batches(enhanced, songs);
      queries(songs);
      songs.deleteTable();
    }
    System.out.println("OK");
  }

  /** Who writes what somebody else has changed meanwhile is refused. */
  private static void versions(DynamoDbTable<Song> songs) {
    songs.putItem(Song.of("Björk", "Jóga", "1.25"));
    Key key = Key.builder().partitionValue("Björk").sortValue("Jóga").build();
    Song mine = songs.getItem(key);
    Song theirs = songs.getItem(key);
    Expect.equal(new BigDecimal("1.25"), mine.getPrice());
    Expect.equal(List.of("All these accidents", "that happen"), mine.getLines());
    Expect.equal(Song.of("", "", "1").getReleased(), mine.getReleased());

    mine.setPrice(new BigDecimal("2"));
    Song updated = songs.updateItem(mine);
    Expect.equal(theirs.getVersion() + 1, updated.getVersion());
    theirs.setGenres(null);
    Expect.refused(ConditionalCheckFailedException.class, () -> songs.updateItem(theirs));
    Expect.equal(new BigDecimal("2"), songs.getItem(key).getPrice());
  }

  private static void batches(DynamoDbEnhancedClient enhanced, DynamoDbTable<Song> songs) {
    for (int number = 10; number < 32; number++) {
      songs.putItem(Song.of("Sigur Rós", "Track " + number, number + ".5"));
    }
    // A version is a condition, and batches of puts take none; deletes are free of it.
    var batch = WriteBatch.builder(Song.class).mappedTableResource(songs);
    batch.addDeleteItem(Key.builder().partitionValue("Sigur Rós").sortValue("Track 30").build());
    batch.addDeleteItem(Key.builder().partitionValue("Sigur Rós").sortValue("Track 31").build());
    var left = enhanced.batchWriteItem(write -> write.writeBatches(batch.build()));
    Expect.equal(List.of(), left.unprocessedDeleteItemsForTable(songs));

    var keys = ReadBatch.builder(Song.class).mappedTableResource(songs);
    keys.addGetItem(Key.builder().partitionValue("Sigur Rós").sortValue("Track 12").build());
    keys.addGetItem(Key.builder().partitionValue("Sigur Rós").sortValue("Track 99").build());
    var found = enhanced.batchGetItem(get -> get.readBatches(keys.build())).resultsForTable(songs);
    Expect.equal(List.of("Track 12"), found.stream().map(Song::getTitle).toList());
  }

  private static void queries(DynamoDbTable<Song> songs) {
    var beginsWith =
        QueryConditional.sortBeginsWith(
            key -> key.partitionValue("Sigur Rós").sortValue("Track 1"));
    var cheap =
        Expression.builder()
            .expression("#p < :limit")
            .putExpressionName("#p", "price")
            .putExpressionValue(":limit", AttributeValues.numberValue(13))
            .build();
    var titles =
        songs
            .query(query ->
                query
                    .queryConditional(beginsWith)
                    .filterExpression(cheap)
                    .scanIndexForward(false)
                    .limit(4))
            .items()
            .stream()
            .map(Song::getTitle)
            .toList();
    Expect.equal(List.of("Track 12", "Track 11", "Track 10"), titles);
    Expect.equal(21L, songs.scan().items().stream().count());
  }
}
