package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.operation.ItemOperation;
import io.atolldb.simulation.Network.Cut;
import io.atolldb.writer.Pending;
import io.atolldb.writer.Written;
import java.util.function.Consumer;

/// Writes whose conditions another region may have to judge, on their way there and back as the
/// data ports have it: sent on once, over water that may be cut before the request or before its
/// answer.
public final class SentOnWrites {

  /// How long a region waits for the answer of another one.
  public static final long ANSWER_MILLIS_MAX = 10_000;

  private static final long LOOK_MILLIS = 1;

  /// What a client hears of its write.
  public sealed interface Told {

    record Done(Written.Done write) implements Told {}

    record Refused(ApiFault fault) implements Told {}

    /// It may have been done or not.
    record Unknown() implements Told {}
  }

  private final World world;

  public SentOnWrites(World world) {
    this.world = world;
  }

  /// A client asks a region that is running.
  public void ask(RegionId region, ItemOperation operation, Consumer<Told> client) {
    submit(
        region,
        operation,
        told -> {
          if (told instanceof Told.Refused(ApiFault.JudgedAtHome(var home, _))) {
            sendOn(region, home, operation, client);
          } else {
            client.accept(told);
          }
        });
  }

  private void sendOn(RegionId by, RegionId home, ItemOperation operation, Consumer<Told> client) {
    RegionProcess sender = world.at(by).running();
    Cut cut = world.network().cutBetween(by, home);
    if (cut == Cut.SILENT) {
      world.timeline().after(ANSWER_MILLIS_MAX, () -> client.accept(new Told.Unknown()));
      return;
    }
    travel(() -> {
      if (cut == Cut.REFUSES || !world.at(home).isRunning()) {
        var fault = ApiFault.HomeUnavailable.unreached(home, "connection refused");
        client.accept(new Told.Refused(fault));
        return;
      }
      submit(
          home,
          operation,
          told ->
              travel(() -> client.accept(arrives(home, by, sender) ? told : new Told.Unknown())));
    });
  }

  private boolean arrives(RegionId home, RegionId by, RegionProcess sender) {
    return world.network().cutBetween(home, by) == null && world.at(by).process() == sender;
  }

  private void travel(Runnable arrival) {
    world.timeline().after(world.network().travelMillis(), arrival);
  }

  private void submit(RegionId region, ItemOperation operation, Consumer<Told> asker) {
    RegionProcess process = world.at(region).running();
    await(region, process, process.core().writer().submit(operation), asker);
  }

  private void await(
      RegionId region, RegionProcess process, Pending<Written> pending, Consumer<Told> asker) {
    if (world.at(region).process() != process) {
      asker.accept(new Told.Unknown());
    } else if (!pending.isDone()) {
      world.timeline().after(LOOK_MILLIS, () -> await(region, process, pending, asker));
    } else {
      asker.accept(
          switch (pending.get()) {
            case Written.Done done -> new Told.Done(done);
            case Written.Refused(ApiFault.InternalFailure _) -> new Told.Unknown();
            case Written.Refused(var fault) -> new Told.Refused(fault);
          });
    }
  }
}
