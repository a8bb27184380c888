package clients;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.MetricsLevel;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * A worker of the Kinesis Client Library that reads the stream of a table, from its checkpoint on.
 */
final class DeliveryReader implements AutoCloseable {

  private final List<Record> read = new CopyOnWriteArrayList<>();
  private final DynamoDbAsyncClient leases = DynamoDbAsyncClient.create();
  private final CloudWatchAsyncClient unusedMetrics = CloudWatchAsyncClient.create();
  private final Scheduler scheduler;
  private final Thread thread;

  DeliveryReader(String application, String worker, String streamArn) {
    Region region = Region.of(System.getenv("AWS_REGION"));
    var streams = new AmazonDynamoDBStreamsAdapterClient(DynamoDbStreamsClient.create(), region);
    var tracker =
        StreamsSchedulerFactory.createSingleStreamTracker(
            streamArn,
            InitialPositionInStreamExtended.newInitialPosition(
                InitialPositionInStream.TRIM_HORIZON));
    var configs =
        new ConfigsBuilder(
            tracker,
            application,
            streams,
            leases,
            unusedMetrics,
            worker,
            () -> new Reading(read::add));
    var coordinator =
        configs
            .coordinatorConfig()
            .skipShardSyncAtWorkerInitializationIfLeasesExist(true)
            .schedulerInitializationBackoffTimeMillis(100)
            .shardConsumerDispatchPollIntervalMillis(100);
    var leasing =
        configs.leaseManagementConfig().failoverTimeMillis(1_000).shardSyncIntervalMillis(0);
    leasing.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
    var retrieval =
        configs
            .retrievalConfig()
            .retrievalSpecificConfig(
                new DynamoDBStreamsPollingConfig(streams).idleTimeBetweenReadsInMillis(200));
    this.scheduler =
        StreamsSchedulerFactory.createScheduler(
            configs.checkpointConfig(),
            coordinator,
            leasing,
            configs.lifecycleConfig(),
            configs
                .metricsConfig()
                .metricsLevel(MetricsLevel.NONE)
                .metricsFactory(new NullMetricsFactory()),
            configs.processorConfig(),
            retrieval,
            streams);
    this.thread = new Thread(scheduler, worker);
    thread.setDaemon(true);
    thread.start();
  }

  /** What the worker has been given, in that order. */
  List<Record> read() {
    return List.copyOf(read);
  }

  /** Ends the worker as a deployment would: it writes its checkpoint and gives back its leases. */
  @Override
  public void close() {
    try {
      Expect.equal(true, scheduler.startGracefulShutdown().get(30, TimeUnit.SECONDS));
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (Exception failed) {
      throw new IllegalStateException("The worker does not end", failed);
    } finally {
      leases.close();
      unusedMetrics.close();
    }
  }

  /** What is done with the records of a shard: they are noted, and the place is kept. */
  private static final class Reading implements DynamoDBStreamsShardRecordProcessor {

    private final Consumer<Record> note;

    Reading(Consumer<Record> note) {
      this.note = note;
    }

    @Override
    public void initialize(InitializationInput start) {}

    @Override
    public void processRecords(DynamoDBStreamsProcessRecordsInput batch) {
      batch.records().forEach(record -> note.accept(record.getRecord()));
      if (!batch.records().isEmpty()) checkpoint(batch.checkpointer());
    }

    @Override
    public void leaseLost(LeaseLostInput lost) {}

    @Override
    public void shardEnded(ShardEndedInput ended) {
      checkpoint(ended.checkpointer());
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput request) {
      checkpoint(request.checkpointer());
    }

    private static void checkpoint(RecordProcessorCheckpointer checkpointer) {
      try {
        checkpointer.checkpoint();
      } catch (InvalidStateException | ShutdownException refused) {
        throw new IllegalStateException(refused);
      }
    }
  }
}
