package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeName;

/// Names of attributes as parameters of the time before expressions hold them.
final class LegacyNames {

  private LegacyNames() {}

  static void require(String name) throws Refusal {
    String wrong = AttributeName.wrong(name);
    if (wrong != null) throw Refusal.invalid(wrong);
  }
}
