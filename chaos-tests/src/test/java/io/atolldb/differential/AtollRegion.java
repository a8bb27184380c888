package io.atolldb.differential;

import io.atolldb.request.TablePorts;
import io.atolldb.wire.DataPort;
import io.atolldb.wire.DataPortLimits;
import io.atolldb.wiring.NodeOptions;
import io.atolldb.wiring.RegionNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import picocli.CommandLine;

/// A whole region in this process, with its broker and its data port, keeping nothing.
final class AtollRegion implements AutoCloseable {

  private final RegionNode node;
  private final DataPort port;

  private AtollRegion(RegionNode node, DataPort port) {
    this.node = node;
    this.port = port;
  }

  static AtollRegion start() throws Exception {
    var options = new NodeOptions();
    new CommandLine(options)
        .parseArgs("--region", "us-east-1", "--in-memory", "--kafka", "embedded:0");
    RegionNode node = RegionNode.open(options);
    node.start();
    TablePorts ports = node.tablePorts();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var port = new DataPort(address, DataPortLimits.USUAL, ports, null);
    port.start();
    return new AtollRegion(node, port);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port.port());
  }

  @Override
  public void close() {
    port.stop();
    node.close();
  }
}
