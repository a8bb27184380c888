package io.atolldb.operation;

import io.atolldb.item.Bytes;

/// A client's name for one transaction: within [#WINDOW_MILLIS] after it was done, the same name
/// does it no second time.
///
/// @param text as the client sent it
/// @param digest of all that the request asks to be done, to tell a repetition from another request
public record RequestToken(String text, Bytes digest) {

  /// As long as the service remembers.
  public static final long WINDOW_MILLIS = 10 * 60 * 1_000;
}
