package io.atolldb.kafka;

import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/// Answers of Kafka's admin client, waited for with a limit.
final class Questions {

  /// The client's own limit comes first; this one is for a client that does not keep it.
  private static final long ANSWER_MILLIS = ClientSettings.QUESTION_MILLIS * 2L;

  private Questions() {}

  static <T> T answer(KafkaFuture<T> asked) throws FeedUnavailable, InterruptedException {
    try {
      return asked.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw new FeedUnavailable(Causes.sentence(failed), cause);
    } catch (TimeoutException late) {
      throw new FeedUnavailable("no answer within " + ANSWER_MILLIS + " ms", late);
    }
  }
}
