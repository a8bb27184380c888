package io.atolldb.item;

/// A text or a result that is not a number of the API. The message is the service's own, ready to
/// be sent to a client. It carries no stack trace: it is an answer, not an accident.
public final class InvalidNumber extends Exception {

  private static final long serialVersionUID = 1;

  private InvalidNumber(String message) {
    super(message, null, false, false);
  }

  static InvalidNumber notNumeric(String text) {
    String named = text.isEmpty() ? "" : ": " + text;
    return new InvalidNumber("The parameter cannot be converted to a numeric value" + named);
  }

  static InvalidNumber tooManyDigits() {
    return new InvalidNumber("Attempting to store more than 38 significant digits in a Number");
  }

  static InvalidNumber overflow() {
    return new InvalidNumber(
        "Number overflow. Attempting to store a number with magnitude larger than supported range");
  }

  static InvalidNumber underflow() {
    return new InvalidNumber(
        "Number underflow."
            + " Attempting to store a number with magnitude smaller than supported range");
  }
}
