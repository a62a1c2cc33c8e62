#!/bin/sh
# Builds the Debian package from a clean copy and tests it.
#   run.sh        lintian, the units, and the program from the unpacked package; about a minute
#   run.sh root   also in a fresh Debian 12: installation, chain, upgrade, another Java, the units under
#                 systemd, removal, purge; and the tarball without Java. Needs root, mmdebstrap and a
#                 network. Takes some minutes
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=src/test/package/claims.sh
. "$here/claims.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/build" "$work"
deb=$(echo "$work"/runner_*_all.deb)
laid_out=$work/laid-out
dpkg-deb -x "$deb" "$laid_out"

# An unpacked package has no archive. It takes any Java; its configuration has to be named.
runner() {
  RUNNER_STATE_DIR=$work/state "$laid_out/usr/bin/runner" -c "$laid_out/etc/runner/runner.cfg" "$@"
}

# The units name units of this machine, so these are copied beside them. systemd-analyze exits with 0
# in spite of warnings, so any output is a failure.
units() {
  cp -r /lib/systemd/system/. "$laid_out/lib/systemd/system"
  systemd-analyze verify --man=no --root="$laid_out" \
    runner.service runner-loop.service runner.target >"$work/units" 2>&1 ||
    echo "exit $?" >>"$work/units"
  cat "$work/units"
  [ ! -s "$work/units" ]
}

version() {
  dpkg-deb -f "$deb" Version
}

claim 'lintian finds no error and no warning' \
  lintian --allow-root --fail-on error,warning "$deb"
claim 'systemd-analyze verify finds nothing in the units' units
claim 'the changelogs and the program agree on the version' says "$(version)" runner --version
claim 'a chain without tasks succeeds and reports that there is no task' says 'no task' runner
claim 'check finds no fault in the configuration' exits 0 runner check
claim 'a look-up works' says tasks.d runner -g runner.task_dir
claim 'retrypuppet finds runner in its own directory' exits 127 \
  env PATH=/nowhere "$laid_out/usr/bin/retrypuppet" --version

if [ "${1-}" = root ]; then
  (cd "$work/src" && mvn -B -ntp -q -Dquick -Dmaven.test.skip -Ptarball package >&2)
  tarball=$(echo "$work"/src/target/runner-*.tar.gz)
  claim 'the tarball is at most 25 MB large' test "$(stat -c %s "$tarball")" -le 25000000
  "$here/life" "$deb" "$tarball" "$work/root" || failures=$((failures + $?))
fi

[ "$failures" = 0 ] || { echo "$failures claims do not hold" && exit 1; }
