package io.atolldb.request;

import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.ChangeOwnSettings;
import io.atolldb.region.Region;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// TagResource, UntagResource and ListTagsOfResource, from what was sent to what is answered. Tags
/// are those of this region's replica.
public record TagCalls(Region region) {

  /// TagResource, as sent.
  public record Tagging(@Nullable String resourceArn, @Nullable List<SentTag> tags) {
    public Tagging {
      tags = tags == null ? null : List.copyOf(tags);
    }
  }

  /// UntagResource, as sent.
  public record Untagging(@Nullable String resourceArn, @Nullable List<String> keys) {
    public Untagging {
      keys = keys == null ? null : List.copyOf(keys);
    }
  }

  /// ListTagsOfResource, as sent.
  public record Listing(@Nullable String resourceArn, @Nullable String nextToken) {}

  /// Both changes answer nothing but that they are done.
  public enum Done {
    DONE
  }

  public Done tag(Tagging request) throws Refusal {
    var arn = tableArn(request.resourceArn());
    List<SentTag> sent = Constraints.present("Tags", request.tags());
    TagCheck.constraints(sent);
    if (sent.isEmpty()) throw Refusal.invalid("Atleast one Tag needs to be provided as Input.");
    SortedMap<String, String> tags = TagCheck.valid(sent);
    return change(
        arn,
        before -> {
          before.putAll(tags);
          TagCheck.requireRoom(before.size());
        });
  }

  public Done untag(Untagging request) throws Refusal {
    var arn = tableArn(request.resourceArn());
    List<String> keys = Constraints.present("TagKeys", request.keys());
    TagCheck.keyConstraints(keys);
    if (keys.isEmpty()) {
      throw Refusal.invalid("Atleast one Tag Key needs to be provided as Input.");
    }
    return change(arn, before -> before.keySet().removeAll(keys));
  }

  /// All of them: a table cannot have more than fit into one answer, so no token is ever given out.
  public SortedMap<String, String> list(Listing request) throws Refusal {
    var arn = tableArn(request.resourceArn());
    if (request.nextToken() != null) {
      throw Refusal.invalid("Invalid NextToken: it was not given out by this operation");
    }
    Table table = region.tables().named(arn.in(region).table());
    if (table == null) throw new Refusal(arn.notFound());
    return OwnSettings.of(table).tags();
  }

  private static ResourceArn tableArn(@Nullable String sent) throws Refusal {
    var arn = ResourceArn.parse(sent);
    if (arn.isTable()) return arn;
    throw Refusal.invalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn.sent());
  }

  /// What happens to the tags of a table, in place.
  @FunctionalInterface
  private interface Change {
    void of(SortedMap<String, String> tags) throws Refusal;
  }

  private Done change(ResourceArn arn, Change change) throws Refusal {
    var operation =
        new ChangeOwnSettings(
            arn.in(region).table(),
            arn.notFound(),
            (_, own) -> {
              var tags = new TreeMap<String, String>(own.tags());
              change.of(tags);
              return own.withTags(tags);
            });
    var _ = TableNames.alter(region, operation);
    return Done.DONE;
  }
}
