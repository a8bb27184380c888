package io.atolldb.wire;

import io.atolldb.region.Region;
import io.atolldb.request.TagCalls;
import java.util.List;

/// The operations on the tags of tables.
final class TagRows {

  private TagRows() {}

  static List<OperationRow<?, ?>> of(Region region) {
    var calls = new TagCalls(region);
    return List.of(
        new OperationRow<>("ListTagsOfResource", TagJson::readListing, calls::list, TagJson::write),
        new OperationRow<>("TagResource", TagJson::readTagging, calls::tag, (_, _) -> {}),
        new OperationRow<>("UntagResource", TagJson::readUntagging, calls::untag, (_, _) -> {}));
  }
}
