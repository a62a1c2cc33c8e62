#!/bin/sh
# Tests that each mistake is caught. Applies one patch at a time to a copy of the sources. The test
# that the first line of the patch names must then fail.
# Usage: src/test/mutants/run.sh [NUMBER...], from the root of the checkout.
set -eu
root=$PWD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
survivors=0
[ $# -gt 0 ] || set -- 0 1
for number; do
  for patch in "$root"/src/test/mutants/"$number"*.patch; do
    rm -rf "$copy/src"
    cp -R "$root/pom.xml" "$root/src" "$root/runner.cfg" "$root/tasks.d.example" "$copy"
    patch -s -d "$copy" -p1 <"$patch"
    (cd "$copy" && mvn -B -ntp -q -Dquick test-compile >build.log 2>&1) || {
      echo "BROKEN   ${patch##*/}: it does not compile"
      survivors=1
      continue
    }
    tests=$(sed -n '1s/^# caught by //p' "$patch")
    if (cd "$copy" && mvn -B -ntp -q -Dquick test -Dtest="$tests" >test.log 2>&1); then
      echo "SURVIVED ${patch##*/}"
      survivors=1
    elif ! grep -q 'There are test failures' "$copy/test.log"; then
      echo "BROKEN   ${patch##*/}: no test ran"
      survivors=1
    else
      echo "caught   ${patch##*/} by $tests"
    fi
  done
done
exit $survivors
