"""A library's loans with boto3: the resource interface, conditions, pages, batches, waiters."""

import os
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary
from botocore.exceptions import ClientError

NAME = "loans-py"
ENDPOINT = os.environ["AWS_ENDPOINT_URL_DYNAMODB"]  # Debian's boto3 does not read it by itself

database = boto3.resource("dynamodb", endpoint_url=ENDPOINT)
client = boto3.client("dynamodb", endpoint_url=ENDPOINT)


def create_table():
    table = database.create_table(
        TableName=NAME,
        AttributeDefinitions=[
            {"AttributeName": "reader", "AttributeType": "S"},
            {"AttributeName": "book", "AttributeType": "S"},
        ],
        KeySchema=[
            {"AttributeName": "reader", "KeyType": "HASH"},
            {"AttributeName": "book", "KeyType": "RANGE"},
        ],
        ProvisionedThroughput={"ReadCapacityUnits": 500, "WriteCapacityUnits": 500},
    )
    table.wait_until_exists()
    table.reload()
    assert table.table_status == "ACTIVE", table.table_status
    return table


def write_and_read(table):
    loan = {
        "reader": "Þóra",
        "book": "Njáls saga",
        "fee": Decimal("0.1000000000000000000000000000000000001"),
        "pages": {Decimal(1), Decimal(2)},
        "notes": [{"at": Decimal("-1E-100"), "text": "…"}],
        "scan": Binary(b"\x00\xff"),
        "due": None,
        "open": True,
    }
    table.put_item(Item=loan)
    got = table.get_item(Key={"reader": "Þóra", "book": "Njáls saga"}, ConsistentRead=True)
    assert got["Item"] == loan, got
    assert len(got["ResponseMetadata"]["RequestId"]) == 52


def change_under_conditions(table):
    key = {"reader": "Þóra", "book": "Njáls saga"}
    changed = table.update_item(
        Key=key,
        UpdateExpression="SET fee = fee + :more, #o = :no REMOVE due DELETE pages :read",
        ExpressionAttributeNames={"#o": "open"},
        ExpressionAttributeValues={":more": Decimal(1), ":no": False, ":read": {Decimal(1)}},
        ConditionExpression=Attr("open").eq(True) & Attr("pages").contains(Decimal(2)),
        ReturnValues="ALL_NEW",
    )["Attributes"]
    assert changed["pages"] == {Decimal(2)} and "due" not in changed, changed
    assert changed["fee"] == Decimal("1.1000000000000000000000000000000000001"), changed["fee"]
    try:
        table.delete_item(Key=key, ConditionExpression=Attr("open").eq(True))
        raise AssertionError("the condition does not hold")
    except client.exceptions.ConditionalCheckFailedException as refused:
        assert refused.response["Error"]["Message"] == "The conditional request failed"


def batches_and_pages(table):
    with table.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={"reader": "many", "book": f"{number:03}", "n": number})
    pages = client.get_paginator("query").paginate(
        TableName=NAME,
        KeyConditionExpression="reader = :r",
        ExpressionAttributeValues={":r": {"S": "many"}},
        PaginationConfig={"PageSize": 25},
    )
    assert [page["Count"] for page in pages] == [25, 25, 10]
    found = table.query(
        KeyConditionExpression=Key("reader").eq("many") & Key("book").begins_with("01"),
        FilterExpression=Attr("n").between(12, 14),
        ProjectionExpression="book",
    )
    assert [item["book"] for item in found["Items"]] == ["012", "013", "014"], found
    scanned = table.scan(Segment=0, TotalSegments=1, Select="COUNT")
    assert scanned["Count"] == 61, scanned


def refusals():
    try:
        client.put_item(TableName="no-such-table", Item={"a": {"S": "b"}})
        raise AssertionError("there is no such table")
    except ClientError as refused:
        assert refused.response["Error"]["Code"] == "ResourceNotFoundException"
        assert refused.response["ResponseMetadata"]["HTTPStatusCode"] == 400


loans = create_table()
write_and_read(loans)
change_under_conditions(loans)
batches_and_pages(loans)
refusals()
loans.delete()
loans.wait_until_not_exists()
print("OK")
