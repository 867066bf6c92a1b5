#!/bin/sh
# Installs what is missing from Debian's packages. Safe to call again: when nothing is missing it takes under a second.
# Every package that building, running and testing need stands here; a package that is not named is a mistake.
set -eu

BUILD="gcc libc6-dev make git pkg-config meson ninja-build python3 gettext nodejs npm
  libmicrohttpd-dev libsqlite3-dev libpq-dev libicu-dev libjansson-dev libcyaml-dev libyaml-dev libsodium-dev
  libcurl4-openssl-dev libzip-dev libxml2-dev libxlsxwriter-dev libpoppler-glib-dev libexttextcat-dev libexttextcat-data libmagic-dev
  libcmocka-dev liboath-dev libqrencode-dev"
TEST="wrk clang libclang-rt-14-dev chromium fonts-noto-core fonts-noto-cjk postgresql strace python3-yaml zip
  universal-ctags python3-aiosmtpd"

want="$BUILD"
[ "${1:-}" = "--test" ] && want="$BUILD $TEST"
missing=""
for p in $want; do
  case "$p" in
    nodejs|npm) # an installation by hand (for example a newer Node) serves as well
      command -v "$( [ "$p" = nodejs ] && echo node || echo npm )" >/dev/null 2>&1 && continue ;;
  esac
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q "ok installed" || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then root=""; else root="sudo"; fi
echo "setup: installing$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -qq
# shellcheck disable=SC2086
$root apt-get install -y -qq --no-install-recommends $missing >/dev/null
