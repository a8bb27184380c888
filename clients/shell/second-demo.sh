#!/bin/sh
# A demo beside the one that runs: it says which port is taken, and leaves the first alone.
set -eu
cd "$(dirname "$0")/../.."

status=0
said=$(./atoll demo 2>&1) || status=$?
printf '%s\n' "$said"
[ "$status" -eq 2 ]
printf '%s\n' "$said" | grep -q '^atoll: us-east-1: .* in use'
curl -fsS http://127.0.0.1:8000/ | grep -q '^healthy'
echo OK
