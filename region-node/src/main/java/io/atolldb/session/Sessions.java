package io.atolldb.session;

import io.atolldb.fault.Refusal;
import io.atolldb.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// The region's side of sessions, as the data port needs it. Safe for any number of threads.
public interface Sessions {

  /// What the client has seen, by the header it sent (null: it sent none). A header that is no
  /// token is refused as invalid.
  VersionVector asked(@Nullable String header) throws Refusal;

  /// Returns once this region has everything of `asked`, at once if it has; blocks the (virtual)
  /// thread meanwhile. Refuses after a time with a fault that says "try again".
  void await(VersionVector asked) throws Refusal;

  /// What a client has seen that came with `asked` and is answered now.
  String token(VersionVector asked);
}
