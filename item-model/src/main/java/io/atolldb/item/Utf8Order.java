package io.atolldb.item;

import java.util.Comparator;

/// The order of strings by their UTF-8 bytes, which is the order of their code points. It differs
/// from `String.compareTo` where a surrogate pair meets a character above U+DFFF.
public enum Utf8Order implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int at = 0; at < shorter; at++) {
      char ours = left.charAt(at);
      char theirs = right.charAt(at);
      if (ours != theirs) {
        boolean surrogateAgainstOther =
            Character.isSurrogate(ours) != Character.isSurrogate(theirs);
        int byUnit = Character.compare(ours, theirs);
        if (!surrogateAgainstOther) return byUnit;
        return Character.isSurrogate(ours) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
