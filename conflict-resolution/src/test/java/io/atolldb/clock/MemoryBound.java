package io.atolldb.clock;

/// A bound that survives its clock. Can fail before or after it has become durable, as a disk can.
final class MemoryBound implements ClockBound {

  enum Failure {
    NONE,
    BEFORE_DURABLE,
    AFTER_DURABLE
  }

  private long durable;
  private int raises;
  private Failure failure = Failure.NONE;

  void fails(Failure how) {
    failure = how;
  }

  void holds(long packed) {
    durable = packed;
  }

  int raises() {
    return raises;
  }

  @Override
  public long restored() {
    return durable;
  }

  @Override
  public void raiseTo(long packed) throws NotPersisted {
    raises++;
    if (failure != Failure.BEFORE_DURABLE) durable = Math.max(durable, packed);
    if (failure != Failure.NONE) throw new NotPersisted("disk failed " + failure, new Exception());
  }
}
