#!/bin/sh
# The last step: numbers compare by value, so 100 comes after 80. Says that the machine is ready.
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

file=$($RUNNER_CONFIG_CMD -g summary.file --default '')
role=$($RUNNER_CONFIG_CMD -g host-facts.role --default unknown)

up=unknown
if [ -r /proc/uptime ]; then
  read -r up _ </proc/uptime
fi
summary="host=$(uname -n)
role=$role
run=${RUNNER_RUN_ID:-none}
try=${RUNNER_TRY:-none}
ready_at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
seconds_since_boot=$up"

if [ -z "$file" ]; then
  printf '%s\n' "$summary"
  exit 0
fi
if [ -d "$file" ]; then
  echo "[summary] file: '$file' is a directory; name a file" >&2
  exit 1
fi

# Written to a new file and then renamed: a reader sees the old summary or the new one, never half.
new=$(mktemp -- "$file.XXXXXX")
printf '%s\n' "$summary" >"$new"
chmod 644 -- "$new"
mv -f -- "$new" "$file"
echo "written to '$file'"
