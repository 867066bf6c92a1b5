#!/bin/sh
# All tests, and the one line at the end that counts them. --long runs the fault storm and crash tests in full,
# the sampled ones otherwise (tests/README.md says which).
set -u
build=$1
long=${2:-}
log=$(mktemp)
[ "$long" = --long ] && export CHANCERY_LONG=1
meson test -C "$build" --no-rebuild --print-errorlogs 2>&1 | tee "$log"
ok=$(sed -n 's/^Ok: *\([0-9]*\)$/\1/p' "$log" | tail -1)
fail=$(awk '/^(Fail|Unexpected Pass|Timeout): /{n+=$NF} END{print n+0}' "$log")
skip=$(sed -n 's/^Skipped: *\([0-9]*\)$/\1/p' "$log" | tail -1)
rm -f "$log"
echo "${ok:-0} passed, ${fail:-1} failed, ${skip:-0} skipped"
[ "${ok:-0}" -gt 0 ] && [ "${fail:-1}" -eq 0 ]
