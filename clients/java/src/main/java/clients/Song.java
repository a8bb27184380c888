package clients;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** An annotated bean, as the enhanced client and Spring Cloud AWS map it. */
@DynamoDbBean
public class Song {

  private String artist;
  private String title;
  private BigDecimal price;
  private Instant released;
  private Set<String> genres;
  private List<String> lines;
  private Long version;

  @DynamoDbPartitionKey
  public String getArtist() {
    return artist;
  }

  public void setArtist(String artist) {
    this.artist = artist;
  }

  @DynamoDbSortKey
  public String getTitle() {
    return title;
  }

  public void setTitle(String title) {
    this.title = title;
  }

  public BigDecimal getPrice() {
    return price;
  }

  public void setPrice(BigDecimal price) {
    this.price = price;
  }

  @DynamoDbAttribute("released-at")
  public Instant getReleased() {
    return released;
  }

  public void setReleased(Instant released) {
    this.released = released;
  }

  public Set<String> getGenres() {
    return genres;
  }

  public void setGenres(Set<String> genres) {
    this.genres = genres;
  }

  public List<String> getLines() {
    return lines;
  }

  public void setLines(List<String> lines) {
    this.lines = lines;
  }

  @DynamoDbVersionAttribute
  public Long getVersion() {
    return version;
  }

  public void setVersion(Long version) {
    this.version = version;
  }

  static Song of(String artist, String title, String price) {
    var song = new Song();
    song.setArtist(artist);
    song.setTitle(title);
    song.setPrice(new BigDecimal(price));
    song.setReleased(Instant.parse("1997-09-22T00:00:00Z"));
    song.setGenres(Set.of("pop", "electronic"));
    song.setLines(List.of("All these accidents", "that happen"));
    return song;
  }
}
