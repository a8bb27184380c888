package io.atolldb.wire;

import io.atolldb.request.InsightCalls;
import io.atolldb.request.TablePorts;
import java.util.List;

/// The operations on contributor insights.
final class InsightRows {

  private InsightRows() {}

  static List<OperationRow<?, ?>> of(TablePorts ports) {
    var calls = new InsightCalls(ports);
    return List.of(
        new OperationRow<>(
            "DescribeContributorInsights", InsightJson::read, calls::describe, InsightJson::write),
        new OperationRow<>(
            "ListContributorInsights",
            InsightJson::readListing,
            calls::list,
            InsightJson::writePage),
        new OperationRow<>(
            "UpdateContributorInsights",
            InsightJson::read,
            calls::update,
            InsightJson::writeUpdated));
  }
}
