package io.atolldb.benchmarks;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.resolution.ConflictResolver;
import io.atolldb.resolution.Resolution;
import io.atolldb.version.Version;
import io.atolldb.version.Versioned;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What one resolution costs, with three regions in the vectors.
@State(Scope.Benchmark)
public class ResolveBenchmark {

  private static final RegionId HERE = new RegionId("us-east-1");
  private static final RegionId THERE = new RegionId("eu-west-1");

  private final Version seen =
      Version.NEVER
          .succeededBy(HybridTimestamp.of(1_000, 0, HERE))
          .succeededBy(HybridTimestamp.of(2_000, 0, THERE))
          .succeededBy(HybridTimestamp.of(3_000, 0, new RegionId("ap-northeast-1")));
  private final Versioned<String> local = new Versioned.Live<>("ours", seen);
  private final Versioned<String> successor =
      new Versioned.Live<>("theirs", seen.succeededBy(HybridTimestamp.of(4_000, 0, THERE)));
  private final Versioned<String> concurrent =
      new Versioned.Live<>("theirs", Version.NEVER.succeededBy(HybridTimestamp.of(4_000, 0, HERE)));

  @Benchmark
  public Resolution<String> successor() {
    return ConflictResolver.resolve(local, successor);
  }

  @Benchmark
  public Resolution<String> conflict() {
    return ConflictResolver.resolve(local, concurrent);
  }
}
