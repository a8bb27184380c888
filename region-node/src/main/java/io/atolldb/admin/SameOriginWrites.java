package io.atolldb.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Nobody is asked for a password at the admin port, so that a page of somebody else's, open in the
/// same browser, could pause a link. Browsers say where a request comes from (`Sec-Fetch-Site`, W3C
/// Fetch Metadata); what changes something is taken from the console itself and from programs.
public final class SameOriginWrites extends OncePerRequestFilter {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String REFUSED =
      """
      {"status":403,"title":"Forbidden","detail":"a page of another origin may change nothing here"}
      """;

  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String from = request.getHeader("Sec-Fetch-Site");
    if (from == null || OWN.contains(from) || READS.contains(request.getMethod())) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(REFUSED.getBytes(StandardCharsets.UTF_8));
    }
  }
}
