package io.atolldb.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes an empty directory a broker's, once: with a cluster id that no other cluster has.
final class BrokerDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerDirectory.class);

  private BrokerDirectory() {}

  /// Returns whether the directory is new. The file that says otherwise is written last, so a
  /// format that was cut short is done again.
  static boolean format(Path directory) throws BrokerUnusable {
    if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) return false;
    var report = new ByteArrayOutputStream();
    try {
      Files.createDirectories(directory);
      new Formatter()
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(directory.toAbsolutePath().toString())
          .setControllerListenerName(BrokerSockets.CONTROLLER)
          .setPrintStream(new PrintStream(report, true, UTF_8))
          .run();
    } catch (Exception failed) {
      throw new BrokerUnusable(
          "the Kafka directory " + directory + " cannot be formatted: " + failed.getMessage(),
          failed);
    }
    LOG.info("broker.formatted directory={}", directory);
    LOG.debug("broker.formatted report={}", report.toString(UTF_8));
    return true;
  }
}
