package io.atolldb.wiring;

import io.atolldb.admin.FaultsController;
import io.atolldb.request.TablePorts;
import io.atolldb.rest.PlainRest;
import io.atolldb.wire.DataPort;
import io.atolldb.wire.DataPortLimits;
import io.atolldb.wire.PortUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// The process of one region: `./atoll node`.
///
/// Exit status 2: it could not start, and one line on standard error says why. 70: it can promise
/// nothing any more (its log failed), and ends so that a restart can recover.
public final class AtollNode {

  private static final int CANNOT_START = 2;
  private static final int FAILED = 70;
  private static final long FAILURE_LOOK_MILLIS = 200;

  private AtollNode() {}

  public static void main(String[] arguments) {
    var options = new NodeOptions();
    var commandLine = new CommandLine(options);
    try {
      commandLine.parseArgs(arguments);
      if (commandLine.isUsageHelpRequested()) {
        commandLine.usage(System.out);
        return;
      }
      options.check();
    } catch (ParameterException wrong) {
      refuse(String.valueOf(wrong.getMessage()));
    }
    try {
      run(options);
    } catch (StartFailure failure) {
      refuse(String.valueOf(failure.getMessage()));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(String reason) {
    System.err.println("atoll: " + reason);
    System.err.flush();
    Runtime.getRuntime().halt(CANNOT_START);
  }

  private static void run(NodeOptions options) throws StartFailure, InterruptedException {
    RegionNode node = RegionNode.open(options);
    ConfigurableApplicationContext admin = null;
    DataPort dataPort = null;
    boolean started = false;
    try {
      admin = startAdmin(options, node);
      node.start();
      dataPort = startDataPort(options, node);
      started = true;
    } finally {
      if (!started) {
        if (admin != null) admin.close();
        node.close();
      }
    }
    stopInOrderAtTheEnd(admin, dataPort, node);
    announce(options, node, dataPort, admin);
    while (node.failure() == null) TimeUnit.MILLISECONDS.sleep(FAILURE_LOOK_MILLIS);
    System.err.println("atoll: " + node.failure());
    Runtime.getRuntime().halt(FAILED);
  }

  private static ConfigurableApplicationContext startAdmin(NodeOptions options, RegionNode node)
      throws StartFailure {
    var application = new SpringApplication(RegionNodeWiring.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    var properties = new TreeMap<String, Object>();
    properties.put("server.port", options.adminPort());
    properties.put("server.address", options.bind());
    application.setDefaultProperties(properties);
    application.addInitializers(context -> {
      var beans = (GenericApplicationContext) context;
      beans.registerBean(NodeOptions.class, () -> options);
      beans.registerBean(RegionNode.class, () -> node, bean -> bean.setDestroyMethodName(""));
      if (options.faults()) {
        var clock =
            new FaultsController.ClockShift(node.clock()::shiftBy, node.clock()::offsetMillis);
        beans.registerBean(
            FaultsController.class,
            () -> new FaultsController(node.agents(), node.faults(), clock));
      }
    });
    try {
      return application.run();
    } catch (RuntimeException failed) {
      if (isPortInUse(failed)) {
        throw new StartFailure(
            "the admin port "
                + options.adminPort()
                + " is in use; choose another with --admin-port",
            failed);
      }
      throw new StartFailure("the admin port does not start: " + failed.getMessage(), failed);
    }
  }

  /// Spring says so itself, or wraps what says so.
  private static boolean isPortInUse(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException) return true;
    }
    return false;
  }

  private static DataPort startDataPort(NodeOptions options, RegionNode node) throws StartFailure {
    try {
      var address = new InetSocketAddress(InetAddress.getByName(options.bind()), options.port());
      TablePorts ports = node.tablePorts();
      var rest = new PlainRest(ports);
      var port =
          new DataPort(address, DataPortLimits.USUAL, ports, rest, node.sessions(), node.homes());
      port.start();
      return port;
    } catch (PortUnavailable unavailable) {
      throw new StartFailure(
          "the data port " + options.port() + " is in use; choose another with --port",
          unavailable);
    } catch (IOException failed) {
      throw new StartFailure("the data port does not start: " + failed.getMessage(), failed);
    }
  }

  /// Clients first, then the admin port, then the region: what was accepted is answered.
  private static void stopInOrderAtTheEnd(
      ConfigurableApplicationContext admin, DataPort dataPort, RegionNode node) {
    Thread stop =
        Thread.ofPlatform()
            .name("atoll-stop")
            .unstarted(() -> {
              dataPort.stop();
              admin.close();
              node.close();
            });
    Runtime.getRuntime().addShutdownHook(stop);
  }

  private static void announce(
      NodeOptions options,
      RegionNode node,
      DataPort dataPort,
      ConfigurableApplicationContext admin) {
    int adminPort = options.adminPort();
    if (admin instanceof WebServerApplicationContext web && web.getWebServer() != null) {
      adminPort = web.getWebServer().getPort();
    }
    System.out.printf(
        "READY %s data=http://%s:%d admin=http://%s:%d kafka=%s pid=%d%n",
        options.region(),
        options.bind(),
        dataPort.port(),
        options.bind(),
        adminPort,
        node.kafka(),
        ProcessHandle.current().pid());
    System.out.flush();
  }
}
