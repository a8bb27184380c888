#!/usr/bin/env bash
# Does what a page of the documentation says, command for command, and looks whether it prints what
# the page shows. The demo runs.
#
#   clients/shell/page.sh docs/tutorial.md
#
# Blocks marked sh are commands, for one shell, from the first to the last. A block marked text or
# json behind one shows what it prints, with … for what is different every time; such commands are
# repeated until they do, because what other regions show takes its time. Other blocks are not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

page=$1
looks_max=60
look_seconds=0.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
aws() { "${AWS:-aws}" "$@"; }

fail() {
  printf '%s: %s\n' "$page" "$*" >&2
  exit 1
}

# Each fenced block in a file of its own, named by its place and what it is marked with.
split() {
  awk -v folder="$work" '
    /^```/ {
      if (inside) { close(file); inside = 0; next }
      inside = 1
      kind = substr($0, 4) == "" ? "none" : substr($0, 4)
      file = sprintf("%s/%03d.%s", folder, ++number, kind)
      printf "" > file
      next
    }
    inside { print > file }' "$page"
}

# Whether the output holds everything that is shown, in that order; blanks do not count.
shows() {
  python3 -c '
import sys
shown, output = ("".join(open(name, encoding="utf-8").read().split()) for name in sys.argv[1:])
place = 0
for piece in filter(None, shown.split("…")):
    found = output.find(piece, place)
    if found < 0:
        sys.exit(1)
    place = found + len(piece)' "$1" "$2"
}

run() { eval "$(cat "$1")" >"$work/output" 2>&1; }

# What is to be shown may not be there yet, so a command that fails is repeated like any other.
run_until_it_shows() {
  local look
  for ((look = 0; look < looks_max; look++)); do
    if run "$1" && shows "$2" "$work/output"; then return; fi
    sleep "$look_seconds"
  done
  cat "$work/output"
  fail "that is not what it shows: $(cat "$2")"
}

split
set -- "$work"/*.*
[ -e "$1" ] || fail "it has no blocks"
commands=0
while [ $# -gt 0 ]; do
  block=$1
  shift
  case $block in *.sh) ;; *) continue ;; esac
  commands=$((commands + 1))
  sed 's/^/$ /' "$block"
  case ${1:-} in
    *.text | *.json) run_until_it_shows "$block" "$1" ;;
    *)
      run "$block" || {
        cat "$work/output"
        fail "this does not end well: $(cat "$block")"
      }
      case $(cat "$work/output") in
        *'"status":4'* | *'"status":5'*) fail "this is refused: $(cat "$work/output")" ;;
      esac
      ;;
  esac
  cat "$work/output"
  printf '\n'
done
[ "$commands" -gt 0 ] || fail "it has no commands"
printf '\nOK\n'
