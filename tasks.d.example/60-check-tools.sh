#!/bin/sh
# Are the programs installed that the work of this machine needs?
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

need=$($RUNNER_CONFIG_CMD -g check-tools.need --default 'sh sed tar')

missing=
set -f # the list is split at blanks, not expanded
for tool in $need; do
  command -v -- "$tool" || missing="$missing $tool"
done

if [ -n "$missing" ]; then
  # 3 is a retry like any other code, unless the task's section says exit_codes = 3, as in
  # runner.cfg: then the chain stops without the halt task, for a person to look at the machine.
  echo "not installed:$missing" >&2
  exit 3
fi
