package io.atolldb.wire;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/// The plain REST API, which lives beside the DynamoDB protocol under `/v1/`.
///
/// It answers from a virtual thread of its own and may block. The request id, the checksum, the
/// session's token and the other headers of every answer are added by the servlet.
@FunctionalInterface
public interface RestApi {

  /// What its paths begin with.
  String PREFIX = "/v1/";

  HttpAnswer answer(HttpServletRequest request) throws IOException, Refusal;

  /// A refusal that was decided before a request came here, or that `answer` threw.
  default HttpAnswer refusal(ApiFault fault) {
    return WireErrors.answer(fault);
  }
}
