#!/bin/sh
# Every measurement, one after the other: tests/bench/run.sh BUILD. Ratios against a stated floor, measured in one run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-build}
for b in spotter load pages million; do
  echo "== $b"
  python3 "$here/$b.py" "$build/chancery" || echo "$b: no figures (exit $?)"
done
