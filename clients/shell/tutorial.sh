#!/usr/bin/env bash
# Does what docs/tutorial.md says, command for command, at the pace of a person, and looks whether
# what it promises has come about. The demo runs.
set -euo pipefail
cd "$(dirname "$0")/../.."

tutorial=docs/tutorial.md
pace_seconds=2
looks_max=60
aws() { "${AWS:-aws}" "$@"; }

fail() {
  printf 'tutorial: %s\n' "$*" >&2
  exit 1
}

# The commands of fenced block number $1, from 1; the first block is the start of the shell.
block() {
  awk -v wanted="$1" '/^```/ { if (!inside) number++; inside = !inside; next }
    inside && number == wanted' "$tutorial"
}

# Looks until the command prints the text.
eventually() {
  local text=$1 look
  shift
  for ((look = 0; look < looks_max; look++)); do
    case $("$@") in *"$text"*) return ;; esac
    sleep 0.5
  done
  fail "never saw '$text' from: $*"
}

digests() {
  local port
  for port in 8090 8190 8290; do
    curl -fsS "127.0.0.1:$port/api/v1/tables/cities/digest" | sed 's/.*"digest":"\([^"]*\)".*/\1/'
    echo
  done | grep . | sort -u | wc -l | tr -d ' '
}

in_tokyo() { curl -sS '127.0.0.1:8200/v1/tables/cities/items/BR/S%C3%A3o%20Paulo'; }

blocks=$(($(grep -c '^```' "$tutorial") / 2))
[ "$blocks" -ge 7 ] || fail "it has only $blocks blocks of commands"
said=
for ((number = 1; number <= blocks; number++)); do
  commands=$(block "$number")
  printf '%s\n' "$commands" | sed 's/^/$ /'
  output=$(mktemp)
  eval "$commands" >"$output" 2>&1 || { cat "$output"; fail "block $number does not end well"; }
  cat "$output"
  said=$said$(cat "$output")
  rm -f "$output"
  sleep "$pace_seconds"
done

case $said in *'São Paulo'*) ;; *) fail "Tokyo does not know São Paulo" ;; esac
case $said in *'"RegionName": "ap-northeast-1"'*) ;; *) fail "the replicas are not shown" ;; esac
case $said in *'"status":4'* | *'"status":5'*) fail "an answer is a refusal" ;; esac
eventually 1 digests
eventually 'written in Virginia' in_tokyo
printf '\nOK\n' # what curl shows ends without a line
