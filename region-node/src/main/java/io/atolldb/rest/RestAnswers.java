package io.atolldb.rest;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.ApiFault.BodyTooLarge;
import io.atolldb.fault.ApiFault.CapacityExceeded;
import io.atolldb.fault.ApiFault.CollectionTooLarge;
import io.atolldb.fault.ApiFault.ConditionFailed;
import io.atolldb.fault.ApiFault.DuplicateItem;
import io.atolldb.fault.ApiFault.GlobalTableNotFound;
import io.atolldb.fault.ApiFault.HomeUnavailable;
import io.atolldb.fault.ApiFault.InternalFailure;
import io.atolldb.fault.ApiFault.JudgedApart;
import io.atolldb.fault.ApiFault.JudgedAtHome;
import io.atolldb.fault.ApiFault.LimitExceeded;
import io.atolldb.fault.ApiFault.MissingAuthenticationToken;
import io.atolldb.fault.ApiFault.NotCaughtUp;
import io.atolldb.fault.ApiFault.Overloaded;
import io.atolldb.fault.ApiFault.PolicyNotFound;
import io.atolldb.fault.ApiFault.ResourceInUse;
import io.atolldb.fault.ApiFault.ResourceNotFound;
import io.atolldb.fault.ApiFault.ScalingNotFound;
import io.atolldb.fault.ApiFault.Serialization;
import io.atolldb.fault.ApiFault.StreamRefused;
import io.atolldb.fault.ApiFault.TokenMismatch;
import io.atolldb.fault.ApiFault.TransactionCancelled;
import io.atolldb.fault.ApiFault.UnknownOperation;
import io.atolldb.fault.ApiFault.Validation;
import io.atolldb.wire.ByteSink;
import io.atolldb.wire.HttpAnswer;
import io.atolldb.wire.Json;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Answers of the REST API: JSON, or a problem document (RFC 9457).
final class RestAnswers {

  static final int OK = 200;
  static final int CREATED = 201;
  static final int NO_CONTENT = 204;
  static final int NOT_MODIFIED = 304;

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final int EXPECTED_LENGTH = 512;

  private RestAnswers() {}

  static HttpAnswer json(
      int status, SortedMap<String, String> headers, Consumer<JsonGenerator> writing) {
    return written(status, JSON, headers, writing);
  }

  static HttpAnswer empty(int status, SortedMap<String, String> headers) {
    return new HttpAnswer(status, JSON, new ByteSink(0), headers);
  }

  static HttpAnswer problem(ApiFault fault) {
    return problem(status(fault), fault.message(), new TreeMap<>());
  }

  static HttpAnswer problem(int status, String detail, SortedMap<String, String> headers) {
    return written(
        status,
        PROBLEM,
        headers,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", "about:blank");
          json.writeStringProperty("title", title(status));
          json.writeNumberProperty("status", status);
          json.writeStringProperty("detail", detail);
          json.writeEndObject();
        });
  }

  private static HttpAnswer written(
      int status, String type, SortedMap<String, String> headers, Consumer<JsonGenerator> writing) {
    var body = new ByteSink(EXPECTED_LENGTH);
    try (JsonGenerator json = Json.generator(body)) {
      writing.accept(json);
    }
    return new HttpAnswer(status, type, body, headers);
  }

  private static int status(ApiFault fault) {
    return switch (fault) {
      case Validation _, Serialization _, TokenMismatch _, StreamRefused _ -> 400;
      case MissingAuthenticationToken _ -> 401;
      case ResourceNotFound _,
          PolicyNotFound _,
          GlobalTableNotFound _,
          ScalingNotFound _,
          UnknownOperation _ ->
          404;
      case ResourceInUse _,
          LimitExceeded _,
          TransactionCancelled _,
          DuplicateItem _,
          CollectionTooLarge _ ->
          409;
      case ConditionFailed _ -> 412;
      case BodyTooLarge _ -> 413;
      case InternalFailure _ -> 500;
      case CapacityExceeded _ -> 429;
      case NotCaughtUp _, JudgedAtHome _, JudgedApart _, HomeUnavailable _, Overloaded _ -> 503;
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
