#!/bin/sh
# Installs what the browser tests need by the lock file (once) and plays one of the scripts here. 77 = skipped: no chromium or no npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || { echo "no chromium: skipped"; exit 77; }
command -v npm >/dev/null || { echo "no npm: skipped"; exit 77; }
if [ ! -d "$here/node_modules/playwright-core" ]; then
  (cd "$here" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null)
fi
exec node "$here/$1" "$2" "$3"
