package clients;

/** What a program checks about the answers it gets. */
final class Expect {

  private Expect() {}

  static void equal(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }

  static <E extends Exception> E refused(Class<E> expected, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException refusal) {
      if (expected.isInstance(refusal)) return expected.cast(refusal);
      throw refusal;
    }
    throw new AssertionError("expected " + expected.getSimpleName() + ", but it was done");
  }
}
