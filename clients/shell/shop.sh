#!/bin/sh
# A shop's stock with the aws command: what people type, and what scripts read out of the answers.
set -eu

# AWS is the program; Debian's is older than the variable that names an endpoint.
dynamodb() { "${AWS:-aws}" dynamodb "$@" --endpoint-url "$AWS_ENDPOINT_URL_DYNAMODB" --output json; }

expect() {
  [ "$1" = "$2" ] || {
    printf 'expected "%s", got "%s"\n' "$2" "$1" >&2
    exit 1
  }
}

dynamodb create-table --table-name shop-cli --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=sku,AttributeType=S \
  --key-schema AttributeName=sku,KeyType=HASH >/dev/null
dynamodb wait table-exists --table-name shop-cli

dynamodb put-item --table-name shop-cli \
  --item '{"sku":{"S":"skyr"},"stock":{"N":"10"},"name":{"S":"Skyr með bláberjum"}}'
expect "$(dynamodb get-item --table-name shop-cli --key '{"sku":{"S":"skyr"}}' --consistent-read \
  --query Item.name.S)" '"Skyr með bláberjum"'
expect "$(dynamodb update-item --table-name shop-cli --key '{"sku":{"S":"skyr"}}' \
  --update-expression 'SET stock = stock - :n' --condition-expression 'stock >= :n' \
  --expression-attribute-values '{":n":{"N":"4"}}' --return-values UPDATED_NEW \
  --query Attributes.stock.N)" '"6"'

status=0
refusal=$(dynamodb update-item --table-name shop-cli --key '{"sku":{"S":"skyr"}}' \
  --update-expression 'SET stock = stock - :n' --condition-expression 'stock >= :n' \
  --expression-attribute-values '{":n":{"N":"40"}}' 2>&1) || status=$?
[ "$status" -ne 0 ]
case $refusal in
  *'(ConditionalCheckFailedException) when calling the UpdateItem operation: The conditional request failed'*) ;;
  *) printf 'refused otherwise: %s\n' "$refusal" >&2; exit 1 ;;
esac

dynamodb batch-write-item --request-items '{"shop-cli":[
  {"PutRequest":{"Item":{"sku":{"S":"ostur"},"stock":{"N":"0"}}}},
  {"PutRequest":{"Item":{"sku":{"S":"brauð"},"stock":{"N":"3"}}}}]}' >/dev/null
expect "$(dynamodb scan --table-name shop-cli --filter-expression 'stock > :none' --page-size 1 \
  --expression-attribute-values '{":none":{"N":"0"}}' --query 'length(Items)')" 2
expect "$(dynamodb query --table-name shop-cli --key-condition-expression 'sku = :s' \
  --expression-attribute-values '{":s":{"S":"brauð"}}' --query 'Items[0].stock.N')" '"3"'

dynamodb delete-item --table-name shop-cli --key '{"sku":{"S":"ostur"}}'
expect "$(dynamodb scan --table-name shop-cli --select COUNT --query Count)" 2
dynamodb delete-table --table-name shop-cli >/dev/null
dynamodb wait table-not-exists --table-name shop-cli
echo OK
