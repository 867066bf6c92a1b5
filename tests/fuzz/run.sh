#!/bin/sh
# Runs the libFuzzer targets with ASan and UBSan: tests/fuzz/run.sh [SECONDS each, 60] [NAME...]. What crashes is left in
# build-fuzz/found/NAME/; mend the fault and add the input to tests/fuzz/corpus/NAME/ in the same commit.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
[ $# -gt 0 ] && shift
[ -d build-fuzz ] || CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false \
  -Doptimization=1 -Dwerror=false >/dev/null
meson configure build-fuzz -Dfuzz=true >/dev/null
names=${*:-$(cd tests/fuzz && for f in fuzz_*.c; do f=${f#fuzz_}; echo "${f%.c}"; done)}
# shellcheck disable=SC2046
ninja -C build-fuzz $(for n in $names; do echo "tests/fuzz/libfuzz_$n"; done) >build-fuzz/build.log || { tail -30 build-fuzz/build.log; exit 1; }
bad=0
for n in $names; do
  mkdir -p "build-fuzz/found/$n" "build-fuzz/grown/$n"
  log=build-fuzz/found/$n.log
  UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "build-fuzz/tests/fuzz/libfuzz_$n" -max_total_time="$seconds" \
    -timeout=10 -rss_limit_mb=4096 -max_len=65536 -print_final_stats=1 -artifact_prefix="build-fuzz/found/$n/" \
    "build-fuzz/grown/$n" "tests/fuzz/corpus/$n" >"$log" 2>&1 && state=ok || { state="CRASH, see $log"; bad=1; }
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  cov=$(grep -o 'cov: [0-9]*' "$log" | tail -1)
  echo "$n: ${runs:-0} runs, ${cov:-cov: 0}, $state"
done
exit $bad
