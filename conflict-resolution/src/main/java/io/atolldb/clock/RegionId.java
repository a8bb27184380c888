package io.atolldb.clock;

/// The name of a region, as clients and operators type it: `us-east-1`, or any other word.
///
/// 1 to 48 characters out of `A-Z a-z 0-9 -`, so that it can stand in a topic name, a file name and
/// an ARN alike. Ordered by name; the order breaks ties between equal timestamps, nothing else.
public record RegionId(String name) implements Comparable<RegionId> {

  public static final int NAME_LENGTH_MAX = 48;

  public RegionId {
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a region name has 1 to " + NAME_LENGTH_MAX + " characters, not '" + name + "'");
    }
    for (int at = 0; at < name.length(); at++) {
      if (!isAllowed(name.charAt(at))) {
        throw new IllegalArgumentException(
            "region name '" + name + "' holds a character other than A-Z, a-z, 0-9 and '-'");
      }
    }
  }

  private static boolean isAllowed(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '-';
  }

  @Override
  public int compareTo(RegionId that) {
    return name.compareTo(that.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
