package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.simulation.FragileDisk.Break;
import io.atolldb.simulation.Network.Cut;
import java.util.List;

/// Breaks things at random, and mends them again, until it is told to stop. Every fault it makes
/// ends by itself after a while; `stop` ends what is left.
public final class Nemesis {

  /// What it does. Each world gets some of them.
  public enum Trick {
    CUT_ONE_DIRECTION,
    ISOLATE,
    CRASH,
    /// In the midst of a write to a disk.
    POWER_FAILURE,
    DISK_FAILURE,
    DISK_FULL,
    KAFKA_DOWN,
    CLOCK_JUMP,
    TOPIC_LOST,
    /// Kafka loses records that it has confirmed.
    KAFKA_FORGETS,
    RETENTION_PASSES
  }

  private static final long PAUSE_MILLIS_MAX = 1_500;
  private static final long FAULT_MILLIS_MAX = 4_000;
  private static final long JUMP_MILLIS_MAX = 2_000;

  /// Beyond the drift limit, so that links hold.
  private static final long FAR_JUMP_MILLIS_MAX = 20_000;

  private static final int FAR_JUMP_PERCENT = 10;
  private static final int DISK_OPERATIONS_MAX = 20;
  private static final int RECORDS_LOST_MAX = 30;

  private final World world;
  private final RandomSource dice;
  private final List<Trick> tricks;
  private boolean stopped;

  public Nemesis(World world, List<Trick> tricks) {
    this.world = world;
    this.dice = world.dice();
    this.tricks = List.copyOf(tricks);
  }

  public void start() {
    if (!tricks.isEmpty()) later(dice.between(0, PAUSE_MILLIS_MAX), this::strike);
  }

  private void later(long millis, Runnable action) {
    world
        .timeline()
        .after(
            millis,
            () -> {
              if (!stopped) action.run();
            });
  }

  private void strike() {
    SimulatedRegion victim = dice.pick(List.copyOf(world.regions()));
    long millis = dice.between(1, FAULT_MILLIS_MAX);
    switch (dice.pick(tricks)) {
      case CUT_ONE_DIRECTION -> {
        RegionId from = dice.pick(world.others(victim.id())).id();
        world.cut(from, victim.id(), manner());
        later(millis, () -> world.heal(from, victim.id()));
      }
      case ISOLATE -> isolate(victim.id(), millis);
      case CRASH -> crash(victim, millis);
      case POWER_FAILURE ->
          breakDisk(victim, List.of(Break.POWER_FAILS_BEFORE, Break.POWER_FAILS_AFTER));
      case DISK_FAILURE -> breakDisk(victim, List.of(Break.INPUT_OUTPUT_FAILS));
      case DISK_FULL -> fillDisk(victim, millis);
      case KAFKA_DOWN -> kafkaDown(victim, millis);
      case CLOCK_JUMP -> jump(victim);
      case TOPIC_LOST -> {
        victim.kafka().losesItsTopic();
        world.note("Kafka of " + victim.id() + " loses its topic");
      }
      case KAFKA_FORGETS -> {
        victim.kafka().losesItsEnd(1 + dice.below(RECORDS_LOST_MAX));
        world.note("Kafka of " + victim.id() + " loses what it confirmed last");
      }
      case RETENTION_PASSES -> {
        victim.kafka().forgetsWhatItHolds();
        world.note("Kafka of " + victim.id() + " forgets what it holds");
      }
    }
    later(dice.between(0, PAUSE_MILLIS_MAX), this::strike);
  }

  private Cut manner() {
    return dice.pick(List.of(Cut.values()));
  }

  private void isolate(RegionId victim, long millis) {
    for (SimulatedRegion other : world.others(victim)) {
      world.cut(victim, other.id(), manner());
      world.cut(other.id(), victim, manner());
      later(
          millis,
          () -> {
            world.heal(victim, other.id());
            world.heal(other.id(), victim);
          });
    }
  }

  private void crash(SimulatedRegion victim, long millis) {
    if (!victim.isRunning()) return;
    victim.crash();
    later(
        millis,
        () -> {
          if (!victim.isRunning()) victim.start();
        });
  }

  private void breakDisk(SimulatedRegion victim, List<Break> ways) {
    FragileDisk disk = dice.pick(List.of(victim.logDisk(), victim.logDisk(), victim.boundDisk()));
    Break how = dice.pick(ways);
    disk.breakAfter(dice.below(DISK_OPERATIONS_MAX), how);
    world.note("a disk of " + victim.id() + " breaks soon: " + how);
  }

  private void fillDisk(SimulatedRegion victim, long millis) {
    victim.logDisk().isFull(true);
    world.note("the disk of " + victim.id() + " is full");
    later(
        millis,
        () -> {
          victim.logDisk().isFull(false);
          world.note("the disk of " + victim.id() + " has room again");
        });
  }

  private void kafkaDown(SimulatedRegion victim, long millis) {
    victim.kafka().goesDown();
    world.note("Kafka of " + victim.id() + " goes down");
    later(
        millis,
        () -> {
          victim.kafka().comesBack();
          world.note("Kafka of " + victim.id() + " is back");
        });
  }

  private void jump(SimulatedRegion victim) {
    long most = dice.chance(FAR_JUMP_PERCENT) ? FAR_JUMP_MILLIS_MAX : JUMP_MILLIS_MAX;
    long offset = dice.between(-most, most);
    victim.clockIsOffBy(offset);
    world.note("the clock of " + victim.id() + " is off by " + offset);
  }

  /// Mends everything: all water flows, all Kafkas and regions run, all clocks are right.
  public void stop() {
    stopped = true;
    world.healAll();
    for (SimulatedRegion region : world.regions()) {
      region.kafka().comesBack();
      region.clockIsOffBy(0);
      region.logDisk().isFull(false);
      region.logDisk().neverBreaks();
      region.boundDisk().neverBreaks();
      if (!region.isRunning()) region.start();
    }
  }
}
