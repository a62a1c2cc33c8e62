#!/bin/sh
# Waits, by being tried again, until the clock is plausible: with a wrong clock
# certificates are invalid, files look old, and every log lies.
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

not_before=$($RUNNER_CONFIG_CMD -g check-clock.not_before --default 2025-01-01)

case $not_before in
  [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
  *)
    echo "[check-clock] not_before: '$not_before' is not a date; e.g. 2025-01-01" >&2
    exit 1
    ;;
esac

today=$(date -u +%Y-%m-%d)
# As numbers without the dashes, dates compare by value.
if [ "$(echo "$today" | tr -d -)" -lt "$(echo "$not_before" | tr -d -)" ]; then
  # 1, a retry: time synchronisation is often only seconds behind us.
  echo "the clock says $today, which is before $not_before; not synchronised yet?" >&2
  exit 1
fi
echo "the clock says $today: plausible"
