package io.atolldb.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.version.Version;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// What clients asked for and what they were told, and a line for everything else of note, in the
/// order in which it happened.
public final class History {

  /// How many of the last lines a failure shows.
  static final int TAIL_LINES = 60;

  /// A client's write and what it knows of it so far.
  public static final class Call {
    private final RegionId region;
    private final ClientWrite write;
    private Answer answer = new Answer.Awaited();

    Call(RegionId region, ClientWrite write) {
      this.region = region;
      this.write = write;
    }

    public RegionId region() {
      return region;
    }

    public ClientWrite write() {
      return write;
    }

    public Answer answer() {
      return answer;
    }

    @Override
    public String toString() {
      return region + " " + write.kind() + " " + write.name() + " " + write.value() + ": " + answer;
    }
  }

  /// What the client was told.
  public sealed interface Answer {

    record Awaited() implements Answer {}

    /// Durable: written as `version`, where `replaced` was before.
    record Acknowledged(Version version, Version replaced) implements Answer {}

    /// Nothing was to be done.
    record Unchanged() implements Answer {}

    record Refused(String message) implements Answer {}

    /// The region crashed or failed: it may have been done or not.
    record Unknown() implements Answer {}
  }

  private final List<Call> calls = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  public Call asked(RegionId region, ClientWrite write, long nowMillis) {
    var call = new Call(region, write);
    calls.add(call);
    note(
        nowMillis,
        region + " is asked to " + write.kind() + " " + write.name() + " " + write.value());
    return call;
  }

  /// A refusal that blames the program is a mistake of the program.
  public void answered(Call call, Written written, long nowMillis) {
    if (written instanceof Written.Refused(ApiFault.InternalFailure(var message))
        && message.startsWith("Internal error")) {
      throw new AssertionError(call + " was answered with " + message);
    }
    call.answer =
        switch (written) {
          case Written.Refused(ApiFault.InternalFailure _) -> new Answer.Unknown();
          case Written.Refused(var fault) -> new Answer.Refused(fault.message());
          case Written.Done(var before, _, _, var version) ->
              version.equals(before.version())
                  ? new Answer.Unchanged()
                  : new Answer.Acknowledged(version, before.version());
        };
    note(nowMillis, "answered " + call);
  }

  public void leftOpen(Call call, long nowMillis) {
    call.answer = new Answer.Unknown();
    note(nowMillis, "left open " + call);
  }

  public void note(long nowMillis, String line) {
    lines.add(nowMillis + " " + line);
  }

  public List<Call> calls() {
    return calls;
  }

  public List<String> lines() {
    return lines;
  }

  /// The end of the history, for a failure's message.
  public String tail() {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /// Equal histories have equal fingerprints.
  public long fingerprint() {
    var checksum = new CRC32C();
    for (String line : lines) checksum.update(line.getBytes(UTF_8));
    return checksum.getValue();
  }
}
