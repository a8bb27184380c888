package io.atolldb.admin;

import io.atolldb.admin.Asked.NotFound;
import java.util.StringJoiner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/// Refusals of the admin port, as problem documents (RFC 9457).
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Problems {

  private static final String DESCRIBED = "; /api/v1/openapi.json says what there is";

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

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException body) {
    var member = new StringJoiner(".");
    if (body.getCause() instanceof JacksonException at) {
      at.getPath().forEach(step -> member.add(String.valueOf(step.getPropertyName())));
    }
    String what =
        member.length() == 0 ? "the body is missing, or not" : "its member " + member + " is not";
    return problem(HttpStatus.BAD_REQUEST, what + " what is asked for" + DESCRIBED);
  }

  @ExceptionHandler
  ProblemDetail mistyped(MethodArgumentTypeMismatchException argument) {
    boolean isTruth = boolean.class.equals(argument.getRequiredType());
    String wanted = isTruth ? "true or false" : "a whole number";
    String said = argument.getName() + " is " + wanted + ", not " + argument.getValue();
    return problem(HttpStatus.BAD_REQUEST, said);
  }

  @ExceptionHandler
  ProblemDetail nowhere(NoResourceFoundException path) {
    return problem(HttpStatus.NOT_FOUND, "there is no " + path.getResourcePath() + DESCRIBED);
  }

  private static ProblemDetail problem(HttpStatus status, RuntimeException why) {
    return problem(status, String.valueOf(why.getMessage()));
  }

  private static ProblemDetail problem(HttpStatus status, String why) {
    return ProblemDetail.forStatusAndDetail(status, why);
  }

  /// The region cannot do it now.
  static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(String message) {
      super(message);
    }
  }
}
