package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.ChangeAutoScaling;
import io.atolldb.operation.ChangeAutoScaling.Change;
import io.atolldb.operation.ChangeAutoScaling.Edit;
import io.atolldb.region.Region;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.ScalingTarget;
import io.atolldb.scaling.TargetTracking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What programs call of Application Auto Scaling to let tables scale: its targets and their
/// policies, kept as the settings that UpdateTableReplicaAutoScaling keeps. A target has one
/// policy.
public record ScalableTargetCalls(Region region) {

  private static final int PAGE_MAX = 50;
  private static final String TARGET_TRACKING = "TargetTrackingScaling";

  /// What all calls name; each is null where it was not sent.
  public record Named(
      @Nullable String namespace, @Nullable String resourceId, @Nullable String dimension) {}

  /// `suspended` is whether changes were sent to be suspended; null if nothing was said of it.
  public record Registration(
      Named named,
      @Nullable Long minimum,
      @Nullable Long maximum,
      @Nullable String roleArn,
      @Nullable Boolean suspended) {}

  public record PolicyRequest(
      Named named,
      @Nullable String policyName,
      @Nullable String policyType,
      @Nullable String metric,
      SentScaling.@Nullable Tracking tracking) {}

  /// `resourceIds` is empty for all; so is `policyNames`.
  public record Listing(
      Named named,
      List<String> resourceIds,
      List<String> policyNames,
      @Nullable Integer maxResults,
      @Nullable String nextToken) {
    public Listing {
      resourceIds = List.copyOf(resourceIds);
      policyNames = List.copyOf(policyNames);
    }
  }

  public record Scalable(ScalableResource resource, ScalingSettings settings, String arn) {}

  public record Page(List<Scalable> targets, @Nullable String nextToken) {
    public Page {
      targets = List.copyOf(targets);
    }
  }

  /// Returns the target's ARN.
  public String register(Registration request) throws Refusal {
    ScalableResource resource = resource(request.named());
    var sent =
        new SentScaling(
            request.minimum(), request.maximum(), request.suspended(), request.roleArn(), null);
    alter(resource, ScalingCheck.change("ScalableTarget", sent));
    return resource.targetArn(region.id());
  }

  public Named deregister(Named named) throws Refusal {
    alter(
        resource(named),
        now -> {
          if (now == null) throw missing("scalable target", named);
          return null;
        });
    return named;
  }

  /// Returns the policy's ARN.
  public String putPolicy(PolicyRequest request) throws Refusal {
    ScalableResource resource = resource(request.named());
    String name = Constraints.present("PolicyName", request.policyName());
    if (request.policyType() != null && !request.policyType().equals(TARGET_TRACKING)) {
      throw Refusal.invalid("Unsupported policy type: " + request.policyType());
    }
    SentScaling.Tracking tracking =
        Constraints.present("TargetTrackingScalingPolicyConfiguration", request.tracking());
    if (!resource.metric().equals(request.metric())) {
      throw Refusal.invalid(
          "The predefined metric of %s is %s".formatted(resource.dimension(), resource.metric()));
    }
    ScalingCheck.requirePercent(Constraints.present("TargetValue", tracking.target()));
    alter(
        resource,
        now -> {
          if (now == null) throw missing("scalable target", request.named());
          TargetTracking before = now.policy();
          if (before != null && !before.name().equals(name)) {
            throw new Refusal(
                new ApiFault.LimitExceeded(
                    "A scalable target has one policy, and this one has " + before.name()));
          }
          return now.withPolicy(ScalingCheck.tracking(name, tracking));
        });
    return resource.policyArn(region.id(), name);
  }

  public Named deletePolicy(PolicyRequest request) throws Refusal {
    String name = Constraints.present("PolicyName", request.policyName());
    alter(
        resource(request.named()),
        now -> {
          TargetTracking policy = now == null ? null : now.policy();
          if (now == null || policy == null || !policy.name().equals(name)) {
            throw missing("scaling policy", request.named());
          }
          return now.withPolicy(null);
        });
    return request.named();
  }

  public Page targets(Listing request) throws Refusal {
    return page(request, all(request));
  }

  /// Targets that have a policy, with it.
  public Page policies(Listing request) throws Refusal {
    var some = new ArrayList<Scalable>();
    for (Scalable each : all(request)) {
      TargetTracking policy = each.settings.policy();
      if (policy == null) continue;
      if (!request.policyNames().isEmpty() && !request.policyNames().contains(policy.name())) {
        continue;
      }
      String arn = each.resource.policyArn(region.id(), policy.name());
      some.add(new Scalable(each.resource, each.settings, arn));
    }
    return page(request, some);
  }

  private static ScalableResource resource(Named named) throws Refusal {
    return ScalableResource.parse(named.namespace(), named.resourceId(), named.dimension());
  }

  private void alter(ScalableResource resource, Change change) throws Refusal {
    var missing =
        new ApiFault.Validation("DynamoDB table does not exist: table/" + resource.table());
    var edit = new Edit(resource.target(region.id()), change);
    var operation = new ChangeAutoScaling(resource.table(), missing, List.of(edit));
    var _ = TableNames.alter(region, operation);
  }

  private static Refusal missing(String what, Named named) {
    return new Refusal(
        new ApiFault.ScalingNotFound(
            "No %s found for service namespace: %s, resource ID: %s, scalable dimension: %s"
                .formatted(what, named.namespace(), named.resourceId(), named.dimension())));
  }

  private List<Scalable> all(Listing request) throws Refusal {
    ScalableResource.requireNamespace(request.named().namespace());
    Constraints.range("MaxResults", request.maxResults(), 1, PAGE_MAX);
    String dimension = request.named().dimension();
    var all = new ArrayList<Scalable>();
    for (Table table : region.tables().byName().values()) {
      for (ScalableResource resource : resources(table)) {
        if (dimension != null && !dimension.equals(resource.dimension())) continue;
        boolean wanted =
            request.resourceIds().isEmpty() || request.resourceIds().contains(resource.id());
        ScalingTarget target = resource.target(region.id());
        ScalingSettings settings = ScalingSettings.of(table.descriptor().settings(), target);
        if (!wanted || settings == null) continue;
        all.add(new Scalable(resource, settings, resource.targetArn(region.id())));
      }
    }
    return all;
  }

  private static List<ScalableResource> resources(Table table) {
    var resources = new ArrayList<ScalableResource>();
    resources.add(new ScalableResource(table.name(), null, true));
    resources.add(new ScalableResource(table.name(), null, false));
    for (Index index : table.indexes().of(Index.Kind.GLOBAL)) {
      resources.add(new ScalableResource(table.name(), index.name(), true));
      resources.add(new ScalableResource(table.name(), index.name(), false));
    }
    return resources;
  }

  /// The token is the ARN of the last target of the page before.
  private static Page page(Listing request, List<Scalable> all) throws Refusal {
    int from = 0;
    String token = request.nextToken();
    if (token != null) {
      while (from < all.size() && !all.get(from).arn.equals(token)) from++;
      if (from == all.size()) throw Refusal.invalid("Invalid NextToken: " + token);
      from++;
    }
    int limit = request.maxResults() == null ? PAGE_MAX : request.maxResults();
    int to = Math.min(all.size(), from + limit);
    String next = to < all.size() ? all.get(to - 1).arn : null;
    return new Page(all.subList(from, to), next);
  }
}
