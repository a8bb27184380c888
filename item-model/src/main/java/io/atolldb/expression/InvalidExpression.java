package io.atolldb.expression;

/// An expression, or what belongs to one, that the service refuses. The message is the service's
/// own, whole: it goes to the client as it is.
///
/// It carries no stack trace: it tells of a client's mistake and costs no more than its text.
public final class InvalidExpression extends Exception {

  private static final long serialVersionUID = 1;

  public InvalidExpression(String message) {
    super(message, null, false, false);
  }

  /// The service's message.
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
