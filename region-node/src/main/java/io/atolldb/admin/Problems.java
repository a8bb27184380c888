package io.atolldb.admin;

import io.atolldb.admin.Asked.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Refusals of the admin port, as problem documents (RFC 9457).
@RestControllerAdvice
public final class Problems {

  @ExceptionHandler
  ProblemDetail notFound(NotFound missing) {
    return problem(HttpStatus.NOT_FOUND, missing);
  }

  @ExceptionHandler
  ProblemDetail wrong(IllegalArgumentException wrong) {
    return problem(HttpStatus.BAD_REQUEST, wrong);
  }

  @ExceptionHandler
  ProblemDetail unavailable(Unavailable unavailable) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, unavailable);
  }

  private static ProblemDetail problem(HttpStatus status, RuntimeException why) {
    return ProblemDetail.forStatusAndDetail(status, String.valueOf(why.getMessage()));
  }

  /// The region cannot do it now.
  static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(String message) {
      super(message);
    }
  }
}
