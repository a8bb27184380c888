package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.region.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// ListTables: names in order, a page at a time.
public record ListTablesCall(Region region) {

  private static final int LIMIT_MAX = 100;
  private static final int NAME_LENGTH_MIN = 3;
  private static final int NAME_LENGTH_MAX = 255;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

  public record Request(@Nullable String exclusiveStart, @Nullable Integer limit) {}

  /// `lastEvaluated` is null on the last page.
  public record Answer(List<String> names, @Nullable String lastEvaluated) {
    public Answer {
      names = List.copyOf(names);
    }
  }

  public Answer answer(Request request) throws Refusal {
    String start = request.exclusiveStart();
    if (start != null) requireName(start);
    Constraints.range("Limit", request.limit(), 1, LIMIT_MAX);
    int limit = request.limit() == null ? LIMIT_MAX : request.limit();
    var names = new ArrayList<String>();
    for (String name : region.tables().byName().keySet()) {
      if (start != null && name.compareTo(start) <= 0) continue;
      if (names.size() == limit) return new Answer(names, names.getLast());
      names.add(name);
    }
    return new Answer(names, null);
  }

  private static void requireName(String start) throws Refusal {
    String member = "ExclusiveStartTableName";
    Constraints.length(member, start.length(), NAME_LENGTH_MIN, NAME_LENGTH_MAX);
    if (!NAME.matcher(start).matches()) throw Constraints.mismatch(member, NAME.pattern());
  }
}
