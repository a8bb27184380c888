package io.atolldb.wire;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.session.SessionToken;
import io.atolldb.session.Sessions;
import io.atolldb.version.VersionVector;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// DynamoDB has one URL; the operation is named in a header. This class knows HTTP and nothing
/// else.
final class DynamoServlet extends HttpServlet {

  private static final Logger LOG = LoggerFactory.getLogger(DynamoServlet.class);

  private static final String UNKNOWN_OPERATION = "<UnknownOperationException/>\n";
  private static final int FOUND = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final String PREFLIGHT_SECONDS = "172800";
  private static final String EXPOSED_HEADERS =
      "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,x-amz-crc32,Date,"
          + SessionToken.HEADER;

  private final transient OperationTable operations;
  private final transient @Nullable RestApi rest;
  private final transient @Nullable Sessions sessions;
  private final transient SendingOn sendingOn;
  private final String health;
  private final transient InFlight inFlight;

  /// Without a `rest` API its paths are unknown; without `sessions` no answer carries a token;
  /// without `homes` nothing is sent on to another region.
  DynamoServlet(
      OperationTable operations,
      @Nullable RestApi rest,
      @Nullable Sessions sessions,
      @Nullable HomeRegions homes,
      RegionId self,
      InFlight inFlight) {
    this.operations = operations;
    this.rest = rest;
    this.sessions = sessions;
    this.inFlight = inFlight;
    this.sendingOn = new SendingOn(homes, self);
    this.health = "healthy: dynamodb." + self + ".amazonaws.com ";
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    inFlight.enter();
    try {
      answer(request, response);
    } finally {
      inFlight.leave();
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String requestId = RequestIds.next();
    HttpAnswer answer;
    VersionVector asked = null;
    try {
      if (sessions != null) asked = sessions.asked(request.getHeader(SessionToken.HEADER));
      answer = judged(request, response, asked);
    } catch (Refusal refusal) {
      answer = refusal(request, refusal.fault());
    } catch (RuntimeException | StackOverflowError broken) {
      LOG.error("request.broken id={} target={}", requestId, target(request), broken);
      answer = WireErrors.answer(new ApiFault.InternalFailure("Internal server error"));
    }
    // Also on a refusal: it was given by what the region showed, or has to keep what was asked.
    if (sessions != null && asked != null) {
      response.setHeader(SessionToken.HEADER, sessions.token(asked));
    }
    send(answer, requestId, request, response);
  }

  /// By this region, or by those in which the conditions are judged.
  private HttpAnswer judged(
      HttpServletRequest request, HttpServletResponse response, @Nullable VersionVector asked)
      throws IOException, Refusal {
    try {
      return route(request, response, asked);
    } catch (Refusal refusal) {
      return switch (refusal.fault()) {
        case ApiFault.JudgedAtHome elsewhere -> sendingOn.whole(request, elsewhere);
        case ApiFault.JudgedApart apart -> divided(request, asked, apart);
        case ApiFault _ -> throw refusal;
      };
    }
  }

  private HttpAnswer divided(
      HttpServletRequest request, @Nullable VersionVector asked, ApiFault.JudgedApart apart)
      throws Refusal {
    OperationRow<?, ?> operation = operations.named(target(request));
    if (operation == null) throw new Refusal(new ApiFault.UnknownOperation());
    HttpAnswer answer = sendingOn.divided(request, apart, operation::call);
    String others = answer.headers().get(SessionToken.HEADER);
    if (sessions == null || asked == null || others == null) return answer;
    var headers = new TreeMap<String, String>(answer.headers());
    headers.put(SessionToken.HEADER, sessions.token(asked) + "," + others);
    return new HttpAnswer(answer.status(), answer.contentType(), answer.body(), headers);
  }

  private HttpAnswer refusal(HttpServletRequest request, ApiFault fault) {
    if (rest != null && request.getRequestURI().startsWith(RestApi.PREFIX)) {
      return rest.refusal(fault);
    }
    return WireErrors.answer(fault);
  }

  private HttpAnswer route(
      HttpServletRequest request, HttpServletResponse response, @Nullable VersionVector asked)
      throws IOException, Refusal {
    allowOtherOrigins(request, response);
    String path = request.getRequestURI();
    if (rest != null && path.startsWith(RestApi.PREFIX)) return answerPlainly(rest, request, asked);
    boolean atRoot = path.equals("/");
    return switch (request.getMethod()) {
      case "POST" -> atRoot && isAmazonJson(request) ? call(request, asked) : unknown();
      case "GET", "HEAD" ->
          atRoot || path.equals("/ping")
              ? HttpAnswer.text(FOUND, "text/plain; charset=utf-8", health)
              : unknown();
      case "OPTIONS" -> preflight(request, response);
      default -> unknown();
    };
  }

  private HttpAnswer answerPlainly(
      RestApi plain, HttpServletRequest request, @Nullable VersionVector asked)
      throws IOException, Refusal {
    awaitSession(asked);
    return plain.answer(request);
  }

  /// The client sees nothing older than what it has seen before, wherever that was.
  private void awaitSession(@Nullable VersionVector asked) throws Refusal {
    if (sessions != null && asked != null) sessions.await(asked);
  }

  private HttpAnswer call(HttpServletRequest request, @Nullable VersionVector asked)
      throws IOException, Refusal {
    OperationRow<?, ?> operation = operations.named(target(request));
    if (operation == null) throw new Refusal(new ApiFault.UnknownOperation());
    RequestBody body = RequestBody.of(request);
    if (!isSigned(request)) throw new Refusal(new ApiFault.MissingAuthenticationToken());
    awaitSession(asked);
    return operation.call(body);
  }

  private static @Nullable String target(HttpServletRequest request) {
    return request.getHeader("X-Amz-Target");
  }

  private static boolean isAmazonJson(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null) return false;
    if (type.equals(HttpAnswer.AMAZON_JSON)) return true;
    int parameters = type.indexOf(';');
    String name = (parameters < 0 ? type : type.substring(0, parameters)).strip();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case HttpAnswer.AMAZON_JSON, "application/json" -> true;
      case ScalableTargetRows.CONTENT_TYPE -> ScalableTargetRows.isTarget(target(request));
      default -> false;
    };
  }

  /// Whether the request says who sends it. Any credentials are taken; signatures are not verified.
  private static boolean isSigned(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && !authorization.isBlank()) return true;
    String query = request.getQueryString();
    return query != null && query.contains("X-Amz-Signature=");
  }

  private static void allowOtherOrigins(HttpServletRequest request, HttpServletResponse response) {
    if (request.getHeader("Origin") == null) return;
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
  }

  /// What a browser asks before it lets a page of another origin send a request.
  private static HttpAnswer preflight(HttpServletRequest request, HttpServletResponse response) {
    echo(request, "Access-Control-Request-Headers", response, "Access-Control-Allow-Headers");
    echo(request, "Access-Control-Request-Method", response, "Access-Control-Allow-Methods");
    response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    return HttpAnswer.text(FOUND, "text/plain; charset=utf-8", "");
  }

  private static void echo(
      HttpServletRequest request, String asked, HttpServletResponse response, String allowed) {
    String value = request.getHeader(asked);
    if (value != null) response.setHeader(allowed, value);
  }

  private static HttpAnswer unknown() {
    return HttpAnswer.text(NOT_FOUND, "application/xml", UNKNOWN_OPERATION);
  }

  /// The checksum is of the bytes that go over the wire: SDKs take it before they decompress.
  private static void send(
      HttpAnswer answer, String requestId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ByteSink body = answer.body();
    response.setStatus(DataPortHttp.lasting(answer.status()));
    // More may be on its way than anybody wants to read.
    if (answer.status() == TOO_LARGE) response.setHeader("Connection", "close");
    response.setHeader("x-amzn-RequestId", requestId);
    answer.headers().forEach(response::setHeader);
    if (Compression.pays(body.length(), request.getHeader("Accept-Encoding"))) {
      body = Compression.gzip(body);
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setHeader("x-amz-crc32", Long.toString(body.crc32()));
    response.setContentType(answer.contentType());
    response.setContentLength(body.length());
    body.writeTo(response.getOutputStream());
  }
}
