package io.atolldb.fuzz;

import io.atolldb.fuzz.RawConnection.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Says of each answer whether the API knows it, and counts.
final class Verdicts {

  private static final int SURPRISES_MAX = 20;
  private static final int SHOWN_MAX = 1_500;

  /// The service itself says so of a list in the wrong place.
  private static final String SERVICE_NAMES_CLASS = "Unrecognized collection type class java.";

  /// What the API documents as the fault of the client, or as asking it to come again.
  private static final Set<String> DOCUMENTED =
      Set.of(
          "AccessDeniedException",
          "BackupNotFoundException",
          "ConditionalCheckFailedException",
          "DuplicateItemException",
          "ExpiredIteratorException",
          "GlobalTableNotFoundException",
          "IdempotentParameterMismatchException",
          "IndexNotFoundException",
          "ItemCollectionSizeLimitExceededException",
          "LimitExceededException",
          "MissingAuthenticationTokenException",
          "ObjectNotFoundException",
          "PolicyNotFoundException",
          "ProvisionedThroughputExceededException",
          "RequestEntityTooLargeException",
          "ResourceInUseException",
          "ResourceNotFoundException",
          "SerializationException",
          "ThrottlingException",
          "TransactionCanceledException",
          "TransactionConflictException",
          "TransactionInProgressException",
          "TrimmedDataAccessException",
          "UnknownOperationException",
          "ValidationException");

  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final List<String> surprises = new ArrayList<>();

  synchronized void judge(long number, Request request, @Nullable Reply reply, String broken) {
    String kind = kind(reply, request);
    counts.merge(kind, 1, Integer::sum);
    if (!kind.startsWith("?") && broken.isEmpty()) return;
    if (surprises.size() >= SURPRISES_MAX) return;
    String sent = new String(request.bytes(), StandardCharsets.UTF_8);
    surprises.add(
        "number %d: %s %s%n  of %s"
            .formatted(
                number, kind, broken, sent.substring(0, Math.min(SHOWN_MAX, sent.length()))));
  }

  /// What kind of answer it is; begins with `?` if it is none that a client may see.
  private static String kind(@Nullable Reply reply, Request request) {
    if (reply == null) return request.cutShort() ? "closed" : "? closed without an answer";
    if (!reply.headers().containsKey("x-amzn-requestid")) {
      // The HTTP server's own word on a message that is none.
      return reply.status() == 400 && reply.body().length == 0 ? "400" : "? " + reply;
    }
    var crc = new CRC32();
    crc.update(reply.body());
    if (!Long.toString(crc.getValue()).equals(reply.headers().get("x-amz-crc32"))) {
      return "? wrong checksum";
    }
    if (reply.status() / 100 == 2) return "200";
    String type = reply.headers().getOrDefault("content-type", "");
    return switch (type) {
      case "application/xml" -> reply.status() == 404 ? "404" : "? " + reply.text();
      case "application/x-amz-json-1.0" -> fault(reply);
      case "application/problem+json" -> reply.status() < 500 ? "REST" : "? " + reply.text();
      default -> "? " + type + " " + reply.text();
    };
  }

  private static String fault(Reply reply) {
    try {
      JsonNode fault = JsonMapper.shared().readTree(reply.body());
      String type = fault.path("__type").asString();
      String name = type.substring(type.indexOf('#') + 1);
      boolean known = DOCUMENTED.contains(name) && reply.status() / 100 == 4;
      String own = reply.text().replace(SERVICE_NAMES_CLASS, "");
      boolean tellsTooMuch = own.contains("java.") || own.contains("io.atolldb");
      return known && !tellsTooMuch ? name : "? " + reply.status() + " " + reply.text();
    } catch (JacksonException noJson) {
      return "? " + reply.text();
    }
  }

  synchronized int count(String kind) {
    return counts.getOrDefault(kind, 0);
  }

  synchronized List<String> surprises() {
    return Collections.unmodifiableList(surprises);
  }

  @Override
  public synchronized String toString() {
    return counts.toString();
  }
}
