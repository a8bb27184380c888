package io.atolldb.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A client that sends whatever bytes it is given, where an HTTP library would know better. Keeps
/// its connection as long as the server does.
final class RawConnection implements AutoCloseable {

  /// Longer than any request may take; what is not answered by then is stuck.
  private static final int STUCK_AFTER_MILLIS = 20_000;

  /// What came back; null headers are never there, names are in small letters.
  record Reply(int status, SortedMap<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  RawConnection(int port) {
    this.port = port;
  }

  /// Null if the server closed the connection without a word, which it may if the request stopped
  /// in the middle.
  @Nullable Reply exchange(Request request) throws IOException {
    Socket connected = connected();
    try {
      connected.getOutputStream().write(request.bytes());
      if (request.cutShort()) connected.shutdownOutput();
    } catch (IOException refused) {
      // The server may refuse before it has read everything; its answer is there to be read.
    }
    Reply reply = read();
    boolean ends = reply == null || "close".equals(reply.headers().get("connection"));
    if (ends || request.cutShort()) hangUp();
    return reply;
  }

  private Socket connected() throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(STUCK_AFTER_MILLIS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }
    return socket;
  }

  private @Nullable Reply read() throws IOException {
    String status = line();
    if (status.isEmpty()) return null;
    var headers = new TreeMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Reply(Integer.parseInt(status.split(" ", 3)[1]), headers, in.readNBytes(length));
  }

  /// Up to the end of the line, or of everything.
  private String line() throws IOException {
    var line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0 || next == '\n') return line.toString().strip();
      line.append((char) next);
    }
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }

  /// The next request opens a connection of its own.
  void hangUp() throws IOException {
    if (socket != null) socket.close();
    socket = null;
    in = null;
  }
}
