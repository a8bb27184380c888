package io.atolldb.fuzz;

import io.atolldb.request.TablePorts;
import io.atolldb.rest.PlainRest;
import io.atolldb.wire.DataPort;
import io.atolldb.wire.DataPortLimits;
import io.atolldb.wire.ServedOperations;
import io.atolldb.wiring.NodeOptions;
import io.atolldb.wiring.RegionNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SortedSet;
import picocli.CommandLine;

/// A whole region in this process, with its broker and its data port; it keeps nothing on disk.
final class LiveRegion implements AutoCloseable {

  private final RegionNode node;
  private final DataPort port;

  private LiveRegion(RegionNode node, DataPort port) {
    this.node = node;
    this.port = port;
  }

  static LiveRegion start() throws Exception {
    var options = new NodeOptions();
    new CommandLine(options)
        .parseArgs("--region", "us-east-1", "--in-memory", "--kafka", "embedded:0");
    RegionNode node = RegionNode.open(options);
    node.start();
    TablePorts ports = node.tablePorts();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var port = new DataPort(address, DataPortLimits.USUAL, ports, new PlainRest(ports), null);
    port.start();
    return new LiveRegion(node, port);
  }

  SortedSet<String> operations() {
    return ServedOperations.of(node.tablePorts());
  }

  RawConnection connect() {
    return new RawConnection(port.port());
  }

  @Override
  public void close() {
    port.stop();
    node.close();
  }
}
