#!/bin/sh
# Puts the same random questions to the real Puppet (Debian: apt-get install puppet-agent) and to
# Runner's schedules, and counts the answers that differ. Exits 1 if a difference is not documented.
# Usage: src/test/differential/schedule.sh [COUNT=20000] [SEED=1]
set -eu
cd "$(dirname "$0")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -B -ntp -q test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
differential() {
  java -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
    runner.schedule.PuppetDifferential "$@"
}
differential ask "${1:-20000}" "${2:-1}" > "$work/questions"
ruby src/test/differential/schedule_oracle.rb < "$work/questions" > "$work/answers"
differential judge "$work/questions" "$work/answers"
