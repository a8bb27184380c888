"""A shop's orders with boto3: an index, transactions, statements, the table's stream, expiry."""

import os
import time

import boto3
from boto3.dynamodb.conditions import Key

NAME = "orders-py"
ENDPOINT = os.environ["AWS_ENDPOINT_URL_DYNAMODB"]  # Debian's boto3 does not read it by itself

database = boto3.resource("dynamodb", endpoint_url=ENDPOINT)
client = boto3.client("dynamodb", endpoint_url=ENDPOINT)
streams = boto3.client("dynamodbstreams", endpoint_url=ENDPOINT)


def create_table():
    table = database.create_table(
        TableName=NAME,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "order", "AttributeType": "S"},
            {"AttributeName": "state", "AttributeType": "S"},
            {"AttributeName": "cents", "AttributeType": "N"},
        ],
        KeySchema=[{"AttributeName": "order", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-state",
                "KeySchema": [
                    {"AttributeName": "state", "KeyType": "HASH"},
                    {"AttributeName": "cents", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    table.wait_until_exists()
    client.update_time_to_live(
        TableName=NAME, TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"}
    )
    return table


def read_index(table):
    with table.batch_writer() as batch:
        for number in range(10):
            state = "new" if number % 2 else "paid"
            batch.put_item(Item={"order": f"o{number}", "state": state, "cents": number * 100})
    found = table.query(
        IndexName="by-state",
        KeyConditionExpression=Key("state").eq("paid") & Key("cents").gte(400),
        ScanIndexForward=False,
    )
    assert [item["order"] for item in found["Items"]] == ["o8", "o6", "o4"], found
    assert table.scan(IndexName="by-state", Select="COUNT")["Count"] == 10


def pay(order, token):
    return client.transact_write_items(
        ClientRequestToken=token,
        TransactItems=[
            {
                "Update": {
                    "TableName": NAME,
                    "Key": {"order": {"S": order}},
                    "UpdateExpression": "SET #s = :paid",
                    "ConditionExpression": "#s = :new",
                    "ExpressionAttributeNames": {"#s": "state"},
                    "ExpressionAttributeValues": {":paid": {"S": "paid"}, ":new": {"S": "new"}},
                }
            },
            {"Put": {"TableName": NAME, "Item": {"order": {"S": f"receipt-{order}"}}}},
        ],
    )


def transactions():
    pay("o1", "token-1")
    pay("o1", "token-1")  # the same token: done once
    try:
        pay("o1", "token-2")
        raise AssertionError("the order is paid already")
    except client.exceptions.TransactionCanceledException as refused:
        codes = [reason["Code"] for reason in refused.response["CancellationReasons"]]
        assert codes == ["ConditionalCheckFailed", "None"], codes


def statements():
    found = client.execute_statement(
        Statement=f'SELECT "order" FROM "{NAME}"."by-state" WHERE state = ? AND cents < ?',
        Parameters=[{"S": "paid"}, {"N": "300"}],
    )
    assert [item["order"]["S"] for item in found["Items"]] == ["o0", "o1", "o2"], found
    client.execute_statement(Statement=f"DELETE FROM \"{NAME}\" WHERE \"order\" = 'receipt-o1'")


def read_stream():
    arn = streams.list_streams(TableName=NAME)["Streams"][0]["StreamArn"]
    records = []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        empty = 0
        while iterator and empty < 3:
            page = streams.get_records(ShardIterator=iterator)
            records += page["Records"]
            iterator = page.get("NextShardIterator")
            empty = 0 if page["Records"] else empty + 1
    return records


def expire_and_tell(table):
    table.put_item(Item={"order": "forgotten", "until": int(time.time()) - 5})
    for _ in range(600):
        if "Item" not in table.get_item(Key={"order": "forgotten"}):
            break
        time.sleep(0.05)
    told = read_stream()
    names = [record["eventName"] for record in told]
    assert names == ["INSERT"] * 10 + ["MODIFY", "INSERT", "REMOVE", "INSERT", "REMOVE"], names
    assert told[-1]["userIdentity"] == {
        "PrincipalId": "dynamodb.amazonaws.com",
        "Type": "Service",
    }, told[-1]
    assert all("userIdentity" not in record for record in told[:-1])


orders = create_table()
read_index(orders)
transactions()
statements()
expire_and_tell(orders)
orders.delete()
print("OK")
