package io.atolldb.admin;

import io.atolldb.admin.Asked.NotFound;
import io.atolldb.admin.Problems.Unavailable;
import io.atolldb.clock.RegionId;
import io.atolldb.peer.AdminRelay;
import io.atolldb.region.RegionCore;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// All regions through the admin port of one: what the console looks at.
@RestController
@RequestMapping(RegionsController.PATH)
public final class RegionsController {

  static final String PATH = "/api/v1/regions";

  /// What people ask. What regions ask each other stays between them.
  private static final Set<String> SENT_ON =
      Set.of("conflicts", "cost", "faults", "links", "quarantine", "region", "replicas", "tables");

  private static final int BODY_BYTES_MAX = 64 << 10;

  /// `self`: the region that answers.
  record Known(String region, boolean self) {}

  private final RegionCore core;
  private final AdminRelay relay;

  public RegionsController(RegionCore core, AdminRelay relay) {
    this.core = core;
    this.relay = relay;
  }

  /// This region first.
  @GetMapping
  List<Known> regions() {
    var known = new ArrayList<Known>();
    known.add(new Known(core.state().self().name(), true));
    for (RegionId other : relay.regions()) known.add(new Known(other.name(), false));
    return known;
  }

  /// What stands behind the region's name is asked of that region, as if it stood behind `/api/v1/`
  /// there: `/api/v1/regions/eu-west-1/links` is the links of eu-west-1.
  @Hidden
  @RequestMapping(
      path = "/{region}/**",
      method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE})
  ResponseEntity<byte[]> sendOn(
      @PathVariable("region") String region,
      HttpServletRequest request,
      @RequestBody(required = false) byte @Nullable [] body)
      throws InterruptedException {
    byte[] content = body == null ? new byte[0] : body;
    if (content.length > BODY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a body that is sent on has no more than " + BODY_BYTES_MAX + " bytes");
    }
    String query = request.getQueryString();
    String path = path(request.getRequestURI(), region) + (query == null ? "" : "?" + query);
    try {
      var answer = relay.ask(new RegionId(region), request.getMethod(), path, content);
      if (answer == null) throw new NotFound("no other region is known here as " + region);
      return ResponseEntity.status(answer.status())
          .contentType(MediaType.parseMediaType(answer.type()))
          .body(answer.body());
    } catch (IOException silent) {
      throw new Unavailable("region " + region + " cannot be asked: " + silent);
    }
  }

  private static String path(String asked, String region) {
    int before = PATH.length() + 1 + region.length() + 1;
    String rest = asked.substring(Math.min(before, asked.length()));
    String[] segments = rest.split("/", -1);
    if (!SENT_ON.contains(segments[0])) {
      throw new NotFound("nothing of another region stands behind /" + segments[0]);
    }
    for (String segment : segments) {
      String name = URLDecoder.decode(segment, StandardCharsets.UTF_8);
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/")) {
        throw new IllegalArgumentException("the path has a segment that is no name");
      }
    }
    return "/api/v1/" + rest;
  }
}
