package io.atolldb.fault;

/// A fault on its way out of the reading and checking of a request.
///
/// Reading and checking go through many small steps of which each gives back what it has made; the
/// first that cannot ends them all. It is caught once, where the request came in, and is a value
/// from there on. It has no stack trace: it is no accident, and costs no more than a return.
public final class Refusal extends Exception {

  private final transient ApiFault fault;

  public Refusal(ApiFault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  /// A request that breaks a rule of the API.
  public static Refusal invalid(String message) {
    return new Refusal(new ApiFault.Validation(message));
  }

  public ApiFault fault() {
    return fault;
  }
}
