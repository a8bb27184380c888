"""Writes in one region, reads in another, of the table that the demo has in all: every read finds
the write before it. Endpoints of the two regions as arguments."""

import sys

import boto3

from atoll_session import AtollSession

ROUNDS = 30


def client(endpoint):
    return boto3.client(
        "dynamodb", endpoint_url=endpoint, region_name="us-east-1",
        aws_access_key_id="any", aws_secret_access_key="any")


def main(here, there):
    session = AtollSession()
    clients = [client(here), client(there)]
    for each in clients:
        session.join(each)
    key = {"country": {"S": "IS"}, "city": {"S": "session-py"}}
    for at in range(ROUNDS):
        writer, reader = clients[at % 2], clients[(at + 1) % 2]
        writer.put_item(TableName="cities", Item={**key, "population": {"N": str(at)}})
        item = reader.get_item(TableName="cities", Key=key)["Item"]
        assert item["population"]["N"] == str(at), (at, item)

    # A refused condition is an answer that was given by what the region showed: it counts, too.
    before = session.token()
    try:
        clients[0].put_item(
            TableName="cities", Item=key, ConditionExpression="attribute_not_exists(city)")
        raise AssertionError("it is there")
    except clients[0].exceptions.ConditionalCheckFailedException:
        assert session.token() and before

    other = AtollSession(session.token())  # as another process would go on
    stranger = client(there)
    other.join(stranger)
    stranger.delete_item(TableName="cities", Key=key)
    again = client(here)
    other.join(again)
    assert "Item" not in again.get_item(TableName="cities", Key=key)
    print("OK")


main(*sys.argv[1:3])
