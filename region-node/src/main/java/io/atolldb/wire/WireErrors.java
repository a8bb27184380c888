package io.atolldb.wire;

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
import io.atolldb.fault.CancellationReason;
import io.atolldb.item.Item;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Faults as clients see them: a status, a type with its namespace, a message.
///
/// SDKs cut the type at `#`, but people and proxies read it whole. The spelling of the member that
/// holds the message depends on the part of the service that refuses.
final class WireErrors {

  private static final String MODEL = "com.amazonaws.dynamodb.v20120810#";
  private static final String VALIDATION = "com.amazon.coral.validate#";
  private static final String SERVICE = "com.amazon.coral.service#";
  private static final String SCALING = "com.amazonaws.applicationautoscaling.v20160206#";
  private static final String AVAILABILITY = "com.amazon.coral.availability#";

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private static final int EXPECTED_LENGTH = 256;

  private WireErrors() {}

  static HttpAnswer answer(ApiFault fault) {
    var body = new ByteSink(EXPECTED_LENGTH);
    try (JsonGenerator json = Json.generator(body)) {
      json.writeStartObject();
      json.writeStringProperty("__type", type(fault));
      if (!fault.message().isEmpty()) {
        json.writeStringProperty(messageMember(fault), fault.message());
      }
      if (fault instanceof ConditionFailed(Item current, _) && !current.isAbsent()) {
        json.writeName("Item");
        AttributeValueWriter.write(current, json);
      }
      if (fault instanceof TransactionCancelled(List<CancellationReason> reasons)) {
        write(reasons, json);
      }
      if (fault instanceof CapacityExceeded exceeded) write(exceeded, json);
      json.writeEndObject();
    }
    return HttpAnswer.json(status(fault), body);
  }

  private static void write(List<CancellationReason> reasons, JsonGenerator json) {
    json.writeName("CancellationReasons");
    json.writeStartArray();
    for (CancellationReason reason : reasons) {
      json.writeStartObject();
      json.writeStringProperty("Code", reason.code());
      if (!reason.message().isEmpty()) json.writeStringProperty("Message", reason.message());
      if (!reason.item().isAbsent()) {
        json.writeName("Item");
        AttributeValueWriter.write(reason.item(), json);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(CapacityExceeded exceeded, JsonGenerator json) {
    json.writeName(exceeded.provisioned() ? "ThrottlingReasons" : "throttlingReasons");
    json.writeStartArray();
    json.writeStartObject();
    json.writeStringProperty("reason", exceeded.reason());
    json.writeStringProperty("resource", exceeded.resource());
    json.writeEndObject();
    json.writeEndArray();
  }

  static int status(ApiFault fault) {
    return switch (fault) {
      case Validation _,
          Serialization _,
          MissingAuthenticationToken _,
          UnknownOperation _,
          ConditionFailed _,
          DuplicateItem _,
          CollectionTooLarge _,
          ResourceNotFound _,
          ResourceInUse _,
          GlobalTableNotFound _,
          ScalingNotFound _,
          StreamRefused _,
          PolicyNotFound _,
          LimitExceeded _,
          TransactionCancelled _,
          TokenMismatch _,
          CapacityExceeded _,
          Overloaded _ ->
          BAD_REQUEST;
      case NotCaughtUp _, JudgedAtHome _, JudgedApart _, HomeUnavailable _ -> UNAVAILABLE;
      case BodyTooLarge _ -> TOO_LARGE;
      case InternalFailure _ -> INTERNAL_ERROR;
    };
  }

  static String type(ApiFault fault) {
    return switch (fault) {
      case Validation _ -> VALIDATION + "ValidationException";
      case Serialization _ -> SERVICE + "SerializationException";
      case MissingAuthenticationToken _ -> SERVICE + "MissingAuthenticationTokenException";
      case UnknownOperation _ -> SERVICE + "UnknownOperationException";
      case BodyTooLarge _ -> SERVICE + "RequestEntityTooLargeException";
      case ConditionFailed _ -> MODEL + "ConditionalCheckFailedException";
      case DuplicateItem _ -> MODEL + "DuplicateItemException";
      case CollectionTooLarge _ -> MODEL + "ItemCollectionSizeLimitExceededException";
      case ResourceNotFound _ -> MODEL + "ResourceNotFoundException";
      case PolicyNotFound _ -> MODEL + "PolicyNotFoundException";
      case ResourceInUse _ -> MODEL + "ResourceInUseException";
      case ScalingNotFound _ -> SCALING + "ObjectNotFoundException";
      case GlobalTableNotFound _ -> MODEL + "GlobalTableNotFoundException";
      case StreamRefused refused ->
          switch (refused.kind()) {
            case EXPIRED_ITERATOR -> MODEL + "ExpiredIteratorException";
            case TRIMMED -> MODEL + "TrimmedDataAccessException";
          };
      case LimitExceeded _ -> MODEL + "LimitExceededException";
      case TransactionCancelled _ -> MODEL + "TransactionCanceledException";
      case TokenMismatch _ -> MODEL + "IdempotentParameterMismatchException";
      case CapacityExceeded exceeded ->
          exceeded.provisioned()
              ? MODEL + "ProvisionedThroughputExceededException"
              : MODEL + "ThrottlingException";
      case InternalFailure _ -> MODEL + "InternalServerError";
      case NotCaughtUp _, JudgedAtHome _, JudgedApart _, HomeUnavailable _ ->
          AVAILABILITY + "ServiceUnavailableException";
      case Overloaded _ -> AVAILABILITY + "ThrottlingException";
    };
  }

  private static String messageMember(ApiFault fault) {
    return switch (fault) {
      case Serialization _, TransactionCancelled _, TokenMismatch _ -> "Message";
      case Validation _,
          MissingAuthenticationToken _,
          UnknownOperation _,
          BodyTooLarge _,
          ConditionFailed _,
          DuplicateItem _,
          CollectionTooLarge _,
          ResourceNotFound _,
          ResourceInUse _,
          GlobalTableNotFound _,
          ScalingNotFound _,
          StreamRefused _,
          PolicyNotFound _,
          LimitExceeded _,
          CapacityExceeded _,
          InternalFailure _,
          NotCaughtUp _,
          JudgedAtHome _,
          JudgedApart _,
          HomeUnavailable _,
          Overloaded _ ->
          "message";
    };
  }
}
