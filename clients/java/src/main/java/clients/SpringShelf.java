package clients;

import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import java.util.List;
import java.util.Map;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Spring Boot with Spring Cloud AWS's DynamoDB starter: a template over annotated beans. */
@SpringBootApplication
public class SpringShelf {

  public static void main(String[] arguments) {
    var application = new SpringApplication(SpringShelf.class);
    application.setDefaultProperties(
        Map.of(
            "spring.cloud.aws.dynamodb.endpoint", System.getenv("AWS_ENDPOINT_URL_DYNAMODB"),
            "spring.main.banner-mode", "off",
            "logging.level.root", "warn"));
    application.run(arguments).close();
  }

  @Bean
  CommandLineRunner program(
      DynamoDbTemplate template, DynamoDbEnhancedClient enhanced, DynamoDbClient client) {
    return arguments -> {
      // The template takes the bean's name, in small letters, as the table's.
      enhanced.table("song", TableSchema.fromBean(Song.class)).createTable();
      client.waiter().waitUntilTableExists(ask -> ask.tableName("song"));

      template.save(Song.of("Hjaltalín", "Þú komst við hjartað í mér", "3"));
      template.save(Song.of("Hjaltalín", "Crack in a Stone", "2"));
      Key key = Key.builder().partitionValue("Hjaltalín").sortValue("Crack in a Stone").build();
      Song stone = template.load(key, Song.class);
      stone.setLines(List.of("one"));
      Expect.equal(List.of("one"), template.update(stone).getLines());

      var byArtist = QueryConditional.keyEqualTo(of -> of.partitionValue("Hjaltalín"));
      var query = QueryEnhancedRequest.builder().queryConditional(byArtist).build();
      var titles = template.query(query, Song.class).items().stream().map(Song::getTitle).toList();
      Expect.equal(List.of("Crack in a Stone", "Þú komst við hjartað í mér"), titles);
      template.delete(template.load(key, Song.class));
      Expect.equal(1L, template.scanAll(Song.class).items().stream().count());
      client.deleteTable(delete -> delete.tableName("song"));
      System.out.println("OK");
    };
  }
}
