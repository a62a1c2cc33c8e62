#!/bin/sh
# Asks the real Puppet (Debian: apt-get install puppet-agent) and our gate the same random
# questions, and counts where they disagree. Exit 1 if one disagreement is not documented.
# usage: src/test/differential/schedule.sh [COUNT=20000] [SEED=1]
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
