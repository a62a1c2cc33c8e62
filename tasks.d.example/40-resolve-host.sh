#!/bin/sh
# Can this machine look up the name that the later steps depend on?
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

host=$($RUNNER_CONFIG_CMD -g resolve-host.host --default '')

if [ -z "$host" ]; then
  echo "skipped: [resolve-host] host is not set"
  exit 0
fi

# getent exits 2 for an unknown name, so its code must not become that of this task.
if ! addresses=$(timeout 10 getent ahosts -- "$host"); then
  echo "cannot look up '$host'; the network may not be up yet" >&2
  exit 1
fi
echo "'$host' is $(echo "$addresses" | cut -d ' ' -f 1 | sort -u | tr '\n' ' ')"
