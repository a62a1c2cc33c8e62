#!/bin/sh
# Waits until a file exists, a TCP port answers, or both.
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

file=$($RUNNER_CONFIG_CMD -g wait-for.file --default '')
host=$($RUNNER_CONFIG_CMD -g wait-for.host --default localhost)
port=$($RUNNER_CONFIG_CMD -g wait-for.port --default '')
seconds=$($RUNNER_CONFIG_CMD -g wait-for.seconds --default 30)

if [ -z "$file$port" ]; then
  echo "skipped: neither [wait-for] file nor [wait-for] port is set"
  exit 0
fi
case $seconds in
  '' | *[!0-9]* | ??????*)
    echo "[wait-for] seconds: '$seconds' is not a whole number; e.g. 30" >&2
    exit 1
    ;;
esac

# Seconds since boot: they do not jump when the clock is set.
now() {
  read -r since_boot _ </proc/uptime
  echo "${since_boot%%.*}"
}

# sh has no TCP of its own, bash has.
answers() {
  # shellcheck disable=SC2016 # bash expands it, from its arguments
  timeout 3 bash -c ': <"/dev/tcp/$1/$2"' wait-for "$host" "$port" 2>/dev/null
}

missing() {
  if [ -n "$file" ] && [ ! -e "$file" ]; then
    echo "the file '$file'"
  elif [ -n "$port" ] && ! answers; then
    echo "an answer from '$host' port '$port'"
  fi
}

start=$(now)
while :; do
  lack=$(missing)
  time=$(now)
  if [ -z "$lack" ]; then
    echo "all there after $((time - start)) seconds"
    exit 0
  fi
  if [ $((time - start)) -ge "$seconds" ]; then
    # 1, a retry: the runner waits a while and then starts the chain again.
    echo "waited $seconds seconds in vain for $lack" >&2
    exit 1
  fi
  sleep 1
done
