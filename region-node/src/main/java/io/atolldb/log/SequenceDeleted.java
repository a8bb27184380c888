package io.atolldb.log;

/// Records were asked for that the log no longer holds. Whoever needs them has been left behind and
/// must start from a snapshot.
public final class SequenceDeleted extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SequenceDeleted(long sequence, long firstSequence) {
    super("sequence " + sequence + " was deleted: the log begins at " + firstSequence);
  }
}
