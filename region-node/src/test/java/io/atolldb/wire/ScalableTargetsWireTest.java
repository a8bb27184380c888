package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The calls of Application Auto Scaling, as its clients send them.
class ScalableTargetsWireTest {

  private static final String READS =
      "'ServiceNamespace':'dynamodb','ResourceId':'table/tab',"
          + "'ScalableDimension':'dynamodb:table:ReadCapacityUnits'";
  private static final String INDEX_WRITES =
      "'ServiceNamespace':'dynamodb','ResourceId':'table/tab/index/keys',"
          + "'ScalableDimension':'dynamodb:index:WriteCapacityUnits'";
  private static final String LIMITS = ",'MinCapacity':5,'MaxCapacity':50";
  private static final String TRACKING =
      ",'PolicyType':'TargetTrackingScaling','TargetTrackingScalingPolicyConfiguration':{"
          + "'TargetValue':70.0,'PredefinedMetricSpecification':{"
          + "'PredefinedMetricType':'DynamoDB%sCapacityUtilization'},'ScaleOutCooldown':30}";

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = IndexStories.withTable();
  }

  private Reply call(String operation, String members) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(client.uri("/"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "AnyScaleFrontendService." + operation)
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=any")
            .POST(HttpRequest.BodyPublishers.ofString(("{" + members + "}").replace('\'', '"')))
            .build();
    return client.send(request);
  }

  private String ok(String operation, String members) throws Exception {
    Reply reply = call(operation, members);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.body();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void aTargetIsRegisteredDescribedAndTakenAway() throws Exception {
    assertThat(ok("RegisterScalableTarget", READS + LIMITS + ",'RoleARN':'role'"))
        .startsWith(
            "{\"ScalableTargetARN\":\"arn:aws:application-autoscaling:us-east-1:000000000000:"
                + "scalable-target/");
    assertThat(ok("DescribeScalableTargets", "'ServiceNamespace':'dynamodb'"))
        .startsWith(
            json(
                "{'ScalableTargets':[{"
                    + READS
                    + LIMITS
                    + ",'RoleARN':'role','SuspendedState':{'DynamicScalingInSuspended':false,"
                    + "'DynamicScalingOutSuspended':false,'ScheduledScalingSuspended':false},"
                    + "'ScalableTargetARN':'arn:"));

    assertThat(ok("DeregisterScalableTarget", READS)).isEqualTo("{}");
    assertThat(ok("DescribeScalableTargets", "'ServiceNamespace':'dynamodb'"))
        .isEqualTo("{\"ScalableTargets\":[]}");
    assertThat(call("DeregisterScalableTarget", READS).body())
        .contains("#ObjectNotFoundException", "No scalable target found for service namespace");
  }

  @Test
  void registeringAgainChangesWhatIsSaidAndKeepsThePolicy() throws Exception {
    ok("RegisterScalableTarget", READS + LIMITS);
    ok("PutScalingPolicy", READS + ",'PolicyName':'p'" + TRACKING.formatted("Read"));
    ok(
        "RegisterScalableTarget",
        READS
            + ",'MaxCapacity':60,'SuspendedState':{'DynamicScalingInSuspended':true,"
            + "'DynamicScalingOutSuspended':true}");

    assertThat(ok("DescribeScalableTargets", "'ServiceNamespace':'dynamodb'"))
        .contains("\"MinCapacity\":5,\"MaxCapacity\":60,", "\"DynamicScalingInSuspended\":true");
    assertThat(ok("DescribeScalingPolicies", "'ServiceNamespace':'dynamodb'"))
        .contains("\"PolicyName\":\"p\"");
  }

  @Test
  void aPolicyIsPutDescribedAndDeleted() throws Exception {
    ok("RegisterScalableTarget", INDEX_WRITES + LIMITS);
    String policy = INDEX_WRITES + ",'PolicyName':'half'";
    assertThat(ok("PutScalingPolicy", policy + TRACKING.formatted("Write")))
        .matches(
            "\\{\"PolicyARN\":\"arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:[-0-9a-f]+"
                + ":resource/dynamodb/table/tab/index/keys:policyName/half\",\"Alarms\":\\[]}");
    assertThat(ok("DescribeScalingPolicies", "'ServiceNamespace':'dynamodb'"))
        .contains(
            json(
                "'PolicyName':'half',"
                    + INDEX_WRITES
                    + ",'PolicyType':'TargetTrackingScaling',"
                    + "'TargetTrackingScalingPolicyConfiguration':{'TargetValue':70.0,"
                    + "'PredefinedMetricSpecification':{'PredefinedMetricType':"
                    + "'DynamoDBWriteCapacityUtilization'},'ScaleOutCooldown':30,"
                    + "'ScaleInCooldown':0,'DisableScaleIn':false},'Alarms':[]}]"));
    assertThat(client.call("DescribeTableReplicaAutoScaling", "{\"TableName\":\"tab\"}").body())
        .as("the same settings")
        .contains("\"PolicyName\":\"half\"");

    assertThat(ok("DeleteScalingPolicy", policy)).isEqualTo("{}");
    assertThat(ok("DescribeScalingPolicies", "'ServiceNamespace':'dynamodb'"))
        .isEqualTo("{\"ScalingPolicies\":[]}");
    assertThat(call("DeleteScalingPolicy", policy).body()).contains("#ObjectNotFoundException");
  }

  @Test
  void listsAreNarrowedAndCutIntoPages() throws Exception {
    ok("RegisterScalableTarget", READS + LIMITS);
    ok("RegisterScalableTarget", INDEX_WRITES + LIMITS);
    String all = "'ServiceNamespace':'dynamodb'";

    assertThat(ok("DescribeScalableTargets", all + ",'ResourceIds':['table/tab']"))
        .contains("dynamodb:table:ReadCapacityUnits")
        .doesNotContain("index");
    assertThat(
            ok(
                "DescribeScalableTargets",
                all + ",'ScalableDimension':'dynamodb:index:WriteCapacityUnits'"))
        .contains("table/tab/index/keys")
        .doesNotContain("dynamodb:table");
    String first = ok("DescribeScalableTargets", all + ",'MaxResults':1");
    assertThat(first).contains("dynamodb:table:ReadCapacityUnits", "\"NextToken\":\"");
    String token = first.substring(first.indexOf("NextToken\":\"") + 12, first.length() - 2);
    assertThat(ok("DescribeScalableTargets", all + ",'MaxResults':1,'NextToken':'" + token + "'"))
        .contains("table/tab/index/keys")
        .doesNotContain("NextToken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ServiceNamespace':'ecs','ResourceId':'table/tab' | Unsupported service namespace",
        "'ServiceNamespace':'dynamodb' | 'ResourceId' failed to satisfy constraint",
        "'ServiceNamespace':'dynamodb','ResourceId':'tab' | Unsupported resource id",
        "'ServiceNamespace':'dynamodb','ResourceId':'table/tab','ScalableDimension':"
            + "'dynamodb:index:ReadCapacityUnits' | Unsupported service namespace, resource type",
        "'ServiceNamespace':'dynamodb','ResourceId':'table/none','ScalableDimension':"
            + "'dynamodb:table:ReadCapacityUnits','MinCapacity':1,'MaxCapacity':2 | DynamoDB table"
            + " does not exist: table/none",
        "'ServiceNamespace':'dynamodb','ResourceId':'table/tab','ScalableDimension':"
            + "'dynamodb:table:ReadCapacityUnits','MinCapacity':1,'MaxCapacity':2,"
            + "'SuspendedState':{'DynamicScalingInSuspended':true} | only be suspended together",
      })
  void whatCannotScaleIsRefused(String members, String message) throws Exception {
    assertThat(call("RegisterScalableTarget", members).body())
        .contains("#ValidationException", message);
  }

  @Test
  void aPolicyNeedsATargetAndItsMetric() throws Exception {
    String policy = READS + ",'PolicyName':'p'";
    assertThat(call("PutScalingPolicy", policy + TRACKING.formatted("Read")).body())
        .contains("#ObjectNotFoundException");
    ok("RegisterScalableTarget", READS + LIMITS);
    assertThat(call("PutScalingPolicy", policy + TRACKING.formatted("Write")).body())
        .contains("#ValidationException", "DynamoDBReadCapacityUtilization");
    assertThat(call("PutScalingPolicy", policy + ",'PolicyType':'StepScaling'").body())
        .contains("#ValidationException", "Unsupported policy type: StepScaling");
    ok("PutScalingPolicy", policy + TRACKING.formatted("Read"));
    assertThat(
            call("PutScalingPolicy", READS + ",'PolicyName':'q'" + TRACKING.formatted("Read"))
                .body())
        .contains("#LimitExceededException");
  }
}
