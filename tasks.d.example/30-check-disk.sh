#!/bin/sh
# Is there enough free space? Runs after the clean-up, which has freed what it can.
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

path=$($RUNNER_CONFIG_CMD -g check-disk.path --default /var/tmp)
min_free_mb=$($RUNNER_CONFIG_CMD -g check-disk.min_free_mb --default 100)

case $min_free_mb in
  '' | *[!0-9]* | ??????????*)
    echo "[check-disk] min_free_mb: '$min_free_mb' is not a whole number; e.g. 100" >&2
    exit 1
    ;;
esac

# The number before the percentage. Columns cannot be counted, because a name may hold a blank.
free_kb=$(df -Pk -- "$path" | sed -n '2s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p')
if [ -z "$free_kb" ]; then
  echo "[check-disk] path: cannot tell what is free at '$path'" >&2
  exit 1
fi

free_mb=$((free_kb / 1024))
if [ "$free_mb" -lt "$min_free_mb" ]; then
  # 2, HALT, on purpose: a retry finds no more space, and a full machine fails every job it takes.
  echo "only $free_mb MB free at '$path', $min_free_mb MB are needed: halt" >&2
  trap - EXIT
  exit 2
fi
echo "$free_mb MB free at '$path', $min_free_mb MB are needed"
