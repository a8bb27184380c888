package io.atolldb.wire;

import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.SocketEvent;

/// HTTP/1.1 as Tomcat speaks it, but for two things.
///
/// An answer that the servlet gave does not end its connection, whatever its status. Tomcat hangs
/// up after 400, 413, 500 and 503, as a web server may whose clients seldom see them. Here a
/// condition that does not hold is a 400, and a program that writes under conditions would connect
/// anew for each of them. What Tomcat itself refuses, because it cannot tell where the next request
/// begins, still ends the connection; so does a header `Connection: close`.
///
/// There is no setting for it, and what decides is private. It looks at the status twice, so twice
/// it is shown another one: [#lasting] before the head of the answer is made, and again when the
/// answer has been written. In between, when Tomcat asks whether to compress, the true one is put
/// in its place; the head is written with it, and everything else sees it. `DataPortHttpTest` would
/// notice a Tomcat that asks in another order.
///
/// And whatever the client calls the host, it is this one. Tomcat refuses a name with an
/// underscore, which no domain may have, but containers have.
final class DataPortHttp extends Http11NioProtocol {

  /// What is added to a status so that Tomcat does not know it.
  private static final int UNKNOWN = 1_000;

  private static final int REFUSED_MIN = 400;

  /// The status of an answer that lasted, kept with its request.
  private static final String LASTED = "io.atolldb.lasted";

  /// What a servlet sets for an answer with this status.
  static int lasting(int status) {
    return status < REFUSED_MIN ? status : UNKNOWN + status;
  }

  /// Called when the status has been looked at for the first time, and the head not been written.
  @Override
  public boolean useCompression(Request request, Response response) {
    int status = response.getStatus() - UNKNOWN;
    if (status >= REFUSED_MIN) {
      response.setStatus(status);
      request.setAttribute(LASTED, status);
    }
    return super.useCompression(request, response);
  }

  @Override
  public void setAdapter(Adapter adapter) {
    super.setAdapter(new Lasting(adapter));
  }

  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      @Override
      protected void parseHost(MessageBytes name) {
        super.parseHost(null);
      }
    };
  }

  /// Between Tomcat's HTTP and its servlets.
  private record Lasting(Adapter servlets) implements Adapter {

    /// What went wrong after the answer's head was written has set another status and is let be.
    @Override
    public void service(Request request, Response response) throws Exception {
      servlets.service(request, response);
      if (request.getAttribute(LASTED) instanceof Integer status
          && status == response.getStatus()) {
        response.setStatus(lasting(status));
      }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
      return servlets.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event)
        throws Exception {
      return servlets.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
      servlets.log(request, response, nanos);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
      servlets.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
      return servlets.getDomain();
    }
  }
}
