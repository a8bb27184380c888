package io.atolldb.wire;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.session.SessionToken;
import jakarta.servlet.http.HttpServletRequest;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Has judged elsewhere what this region may not judge. A request is sent on once: what has come
/// from another region goes to no further one.
///
/// @param homes null where nothing is sent on
record SendingOn(@Nullable HomeRegions homes, RegionId self) {

  /// What this region itself answers to a body.
  @FunctionalInterface
  interface Here {
    HttpAnswer answer(RequestBody body) throws Refusal;
  }

  /// What the region says in which the condition is judged.
  HttpAnswer whole(HttpServletRequest request, ApiFault.JudgedAtHome elsewhere) throws Refusal {
    HomeRegions asked = mayAsk(request);
    if (asked == null) throw new Refusal(elsewhere);
    return asked.ask(elsewhere.home(), HomeRegions.SentOn.of(request, self));
  }

  /// What the regions say together in which the statements of a batch are judged. Among its headers
  /// are the session tokens of the others.
  HttpAnswer divided(HttpServletRequest request, ApiFault.JudgedApart apart, Here here) {
    if (!(request.getAttribute(RequestBody.READ) instanceof RequestBody body)) {
      throw new IllegalStateException("a batch without a body");
    }
    var batch = new DividedBatch(body, apart.statements());
    SortedSet<Integer> ours = ours(apart);
    if (!ours.isEmpty()) {
      try {
        batch.take(ours, here.answer(batch.part(ours)));
      } catch (Refusal refusal) {
        for (int place : ours) batch.fail(place, null, refusal.fault());
      }
    }
    var tokens = new TreeSet<String>();
    byHome(apart)
        .forEach((home, theirs) -> {
          try {
            HttpAnswer told = part(request, home, batch.part(theirs.navigableKeySet()), theirs);
            batch.take(theirs.navigableKeySet(), told);
            String token = told.headers().get(SessionToken.HEADER);
            if (token != null) tokens.add(token);
          } catch (Refusal refusal) {
            theirs.forEach((place, at) -> batch.fail(place, at.table(), refusal.fault()));
          }
        });
    return batch.answer(tokens);
  }

  private HttpAnswer part(
      HttpServletRequest request,
      RegionId home,
      RequestBody part,
      TreeMap<Integer, ApiFault.JudgedAtHome> theirs)
      throws Refusal {
    HomeRegions asked = mayAsk(request);
    if (asked == null) throw new Refusal(theirs.firstEntry().getValue());
    return asked.ask(home, HomeRegions.SentOn.of(request, self).with(part));
  }

  private static SortedSet<Integer> ours(ApiFault.JudgedApart apart) {
    var places = new TreeSet<Integer>();
    for (int at = 0; at < apart.statements(); at++) places.add(at);
    places.removeAll(apart.elsewhere().keySet());
    return places;
  }

  private static SortedMap<RegionId, TreeMap<Integer, ApiFault.JudgedAtHome>> byHome(
      ApiFault.JudgedApart apart) {
    var homes = new TreeMap<RegionId, TreeMap<Integer, ApiFault.JudgedAtHome>>();
    apart
        .elsewhere()
        .forEach((place, elsewhere) ->
            homes.computeIfAbsent(elsewhere.home(), _ -> new TreeMap<>()).put(place, elsewhere));
    return homes;
  }

  private @Nullable HomeRegions mayAsk(HttpServletRequest request) {
    return request.getHeader(HomeRegions.SENT_ON_BY) == null ? homes : null;
  }
}
