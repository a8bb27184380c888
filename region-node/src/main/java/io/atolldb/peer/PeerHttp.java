package io.atolldb.peer;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/// How other regions are asked over HTTP. How long an answer may take is for each question to say.
final class PeerHttp {

  static final int FOUND = 200;

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  private PeerHttp() {}

  /// HTTP/1.1, since the ports of a region speak nothing else: any later version would offer to
  /// change over with each request.
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_LIMIT)
        .build();
  }

  /// What precedes the paths of everything that regions ask each other. `admin`: with or without a
  /// slash at its end.
  static String base(URI admin) {
    String url = admin.toString();
    return (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + HttpPeerRegion.PATH;
  }
}
