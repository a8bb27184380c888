import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Read your own writes in any region of Atoll, with the AWS SDK for Java 2.x. Copy this file.
///
/// ```java
/// var session = new AtollSession();
/// var ireland = DynamoDbClient.builder().endpointOverride(...)
///     .overrideConfiguration(c -> c.addExecutionInterceptor(session)).build();
/// var oregon = DynamoDbClient.builder().endpointOverride(...)
///     .overrideConfiguration(c -> c.addExecutionInterceptor(session)).build();
/// ```
///
/// Whatever one of these clients has written or read, the other one sees too, or is answered 503
/// (which the SDK tries again) as long as its region is behind. One object is one session: share it
/// between the clients of one user's work, not between users. Safe for any number of threads.
///
/// A token is opaque: an answer's token stands for all that went with its request, so those are
/// dropped, and what requests beside it brought meanwhile is kept.
public final class AtollSession implements ExecutionInterceptor {

  private static final String HEADER = "x-atoll-session";
  private static final ExecutionAttribute<List<String>> SENT =
      new ExecutionAttribute<>("AtollSessionSent");

  private final AtomicReference<List<String>> tokens = new AtomicReference<>(List.of());

  /// What the session has seen, to be handed on to another process; empty before the first answer.
  public String token() {
    return String.join(",", tokens.get());
  }

  /// Goes on where another process was when it called `token`.
  public void join(String token) {
    if (!token.isEmpty()) add(List.of(), token);
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    List<String> sending = tokens.get();
    attributes.putAttribute(SENT, sending);
    if (sending.isEmpty()) return context.httpRequest();
    return context.httpRequest().toBuilder().putHeader(HEADER, String.join(",", sending)).build();
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    List<String> sent = attributes.getAttribute(SENT);
    context
        .httpResponse()
        .firstMatchingHeader(HEADER)
        .ifPresent(token -> add(sent == null ? List.of() : sent, token));
  }

  private void add(List<String> covered, String token) {
    tokens.updateAndGet(held -> {
      var kept = new ArrayList<>(held);
      kept.removeAll(covered);
      if (!kept.contains(token)) kept.add(token);
      return List.copyOf(kept);
    });
  }
}
