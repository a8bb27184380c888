package io.atolldb.region;

import io.atolldb.clock.RegionId;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.session.SessionToken;
import io.atolldb.session.Sessions;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Sessions in this region. What an answer has seen is bounded from above (no item shown is later),
/// what the region has caught up with from below (everything before is here), so the two never meet
/// on a write that is not.
final class RegionSessions implements Sessions {

  /// Requests that may wait at one time; more are told to try again at once.
  static final int WAITING_MAX = 10_000;

  private record Text(VersionVector seen, String token) {}

  private final RegionState state;
  private final CaughtUp caughtUp;
  private final long waitMillis;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Text latest;

  RegionSessions(RegionState state, CaughtUp caughtUp, long waitMillis) {
    this.state = state;
    this.caughtUp = caughtUp;
    this.waitMillis = waitMillis;
  }

  @Override
  public VersionVector asked(@Nullable String header) throws Refusal {
    if (header == null || header.isEmpty()) return VersionVector.EMPTY;
    try {
      return SessionToken.decode(header);
    } catch (MalformedBytes malformed) {
      throw Refusal.invalid(
          "The value of " + SessionToken.HEADER + " is not a token: " + malformed.getMessage());
    }
  }

  @Override
  public String token(VersionVector asked) {
    VersionVector seen = state.seen();
    if (asked.isIncludedIn(seen)) return text(seen);
    return SessionToken.encode(seen.join(asked));
  }

  /// Made once for each state that is shown: the same state is the same object.
  @SuppressWarnings("ReferenceEquality")
  private String text(VersionVector seen) {
    Text known = latest;
    if (known == null || known.seen() != seen) {
      known = new Text(seen, SessionToken.encode(seen));
      latest = known;
    }
    return known.token();
  }

  @Override
  public void await(VersionVector asked) throws Refusal {
    if (caughtUp.missing(asked) == null) return;
    try {
      boolean room = waiting.incrementAndGet() <= WAITING_MAX;
      RegionId lacking = caughtUp.await(asked, room ? waitMillis : 0);
      if (lacking != null) throw behind(lacking);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Refusal behind(RegionId lacking) {
    return new Refusal(
        new ApiFault.NotCaughtUp(
            "Region %s has not caught up with what this session has seen of %s; try again."
                .formatted(state.self(), lacking)));
  }
}
