package io.atolldb.wire;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.Refusal;
import io.atolldb.session.SessionToken;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Other regions, to which requests are sent on whose condition has to be judged there.
public interface HomeRegions {

  /// Says which region has sent a request on. No region sends on what has come to it so.
  String SENT_ON_BY = "x-atoll-sent-on-by";

  /// What the client asked for, as it asked; and its answer, with the headers that matter to it.
  /// Refuses with what the client has to hear if the region cannot be reached, or does not answer.
  HttpAnswer ask(RegionId home, SentOn request) throws Refusal;

  /// A request on its way to another region.
  record SentOn(String method, String path, SortedMap<String, String> headers, byte[] body) {

    private static final List<String> HEADERS =
        List.of(
            "Authorization",
            "Content-Type",
            "If-Match",
            "If-None-Match",
            "X-Amz-Date",
            "X-Amz-Security-Token",
            "X-Amz-Target",
            SessionToken.HEADER);

    public SentOn {
      headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /// The body has been read, if there is one.
    static SentOn of(HttpServletRequest request, RegionId by) {
      var headers = new TreeMap<String, String>();
      for (String name : HEADERS) {
        String value = request.getHeader(name);
        if (value != null) headers.put(name, value);
      }
      headers.put(SENT_ON_BY, by.name());
      String query = request.getQueryString();
      String path = request.getRequestURI() + (query == null ? "" : "?" + query);
      return new SentOn(request.getMethod(), path, headers, body(request));
    }

    /// The same request with another body.
    SentOn with(RequestBody other) {
      byte[] bytes = Arrays.copyOf(other.bytes(), other.length());
      return new SentOn(method, path, headers, bytes);
    }

    private static byte[] body(HttpServletRequest request) {
      return request.getAttribute(RequestBody.READ) instanceof RequestBody read
          ? Arrays.copyOf(read.bytes(), read.length())
          : new byte[0];
    }
  }
}
