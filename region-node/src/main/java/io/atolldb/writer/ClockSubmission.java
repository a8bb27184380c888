package io.atolldb.writer;

/// Nothing is decided, but the clock has to know of a timestamp before it issues the next.
record ClockSubmission(long packed) implements Submission {

  @Override
  public void decideOn(Draft draft) {
    draft.clock().follow(packed);
  }

  @Override
  public void committed() {
    // the clock is in memory; what it issues from now on makes it durable
  }

  @Override
  public void failed(String reason) {
    // a region that decides nothing any more issues nothing either
  }

  @Override
  public int weight() {
    return 1;
  }
}
