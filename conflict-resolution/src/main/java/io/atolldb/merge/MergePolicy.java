package io.atolldb.merge;

/// What becomes of an item that two regions change at the same time. Chosen for each table.
public enum MergePolicy {
  /// The later write is kept as a whole.
  LAST_WRITER_WINS("last-writer-wins"),
  /// Each attribute has its own last writer.
  BY_ATTRIBUTE("by-attribute"),
  /// By attribute; and increments of numbers add up, and changes of sets come together.
  COUNTERS_AND_SETS("counters-and-sets");

  private final String text;

  MergePolicy(String text) {
    this.text = text;
  }

  /// Its name in settings, tags and the REST API.
  public String text() {
    return text;
  }
}
