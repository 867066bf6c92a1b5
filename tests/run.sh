#!/bin/sh
# All tests, and the one line at the end that counts them:
#   1. everything in the plain build;
#   2. unit, golden, web and fuzz suites again with ASan and UBSan, and the fault storm (BUILD-asan);
#   3. the server under parallel requests with TSan (BUILD-tsan).
# --long runs the fault storm and the crash tests in full, the sampled ones otherwise (docs/TESTING.md says which).
set -u
build=$1
log=$(mktemp)
[ "${2:-}" = --long ] && export CHANCERY_LONG=1
export ASAN_OPTIONS=detect_stack_use_after_return=0:strict_string_checks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
broken=0

# A build directory of its own per sanitizer: part DIRECTORY "OPTIONS" SUITES...
part() {
  dir=$1
  options=$2
  shift 2
  suites=""
  for s in "$@"; do suites="$suites --suite $s"; done
  # shellcheck disable=SC2086
  if [ -n "$options" ]; then
    [ -f "$dir/build.ninja" ] || meson setup "$dir" -Doptimization=1 -Dwerror=false $options >"$log.setup" 2>&1 ||
      { tail -20 "$log.setup"; broken=1; return; }
    ninja -C "$dir" >"$log.setup" 2>&1 || { tail -40 "$log.setup"; echo "$dir does not build"; broken=1; return; }
  fi
  echo "== $dir $*"
  # shellcheck disable=SC2086
  meson test -C "$dir" --no-rebuild --print-errorlogs $suites 2>&1 | tee -a "$log"
}

part "$build" ""
part "$build-asan" "-Db_sanitize=address,undefined -Dfaults=true" unit golden web fuzz fault
part "$build-tsan" "-Db_sanitize=thread" tsan

count() { awk -v what="$1" '$1 == what":" {n += $2} END {print n + 0}' "$log"; }
ok=$(count Ok)
fail=$(($(count Fail) + $(count Timeout) + $(awk '/^Unexpected Pass:/{n+=$3} END{print n+0}' "$log") + broken))
skip=$(count Skipped)
rm -f "$log" "$log.setup"
echo "$ok passed, $fail failed, $skip skipped"
[ "$ok" -gt 0 ] && [ "$fail" -eq 0 ]
