package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/// The plain REST API, which lives beside the DynamoDB protocol under `/v1/`.
///
/// It answers from a virtual thread of its own and may block. It says its own refusals in its own
/// form; a [Refusal] it throws (a body too large, say) is answered in DynamoDB's. The request id,
/// the checksum and the other headers of every answer are added by the servlet.
@FunctionalInterface
public interface RestApi {

  /// What its paths begin with.
  String PREFIX = "/v1/";

  HttpAnswer answer(HttpServletRequest request) throws IOException, Refusal;
}
