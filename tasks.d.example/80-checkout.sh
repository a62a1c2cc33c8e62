#!/bin/sh
# Brings a checkout to the newest commit of a remote branch.
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
remote=$($RUNNER_CONFIG_CMD -g checkout.remote --default '')
branch=$($RUNNER_CONFIG_CMD -g checkout.branch --default HEAD)
dir=$($RUNNER_CONFIG_CMD -g checkout.dir --default "${cache:+$cache/runner-example/checkout}")

if [ -z "$remote" ]; then
  echo "skipped: [checkout] remote is not set"
  exit 0
fi
case $dir in
  /*) ;;
  *)
    echo "[checkout] dir: '$dir' is not an absolute path" >&2
    exit 1
    ;;
esac

# init and fetch do the same every time, so a try that broke off needs no cleaning up. Changes made
# by hand are never discarded: git fails, and Runner retries.
mkdir -p -- "$dir"
cd "$dir"
git init -q
git fetch -q --depth 1 -- "$remote" "$branch"
git checkout -q --detach FETCH_HEAD

# The remote is not printed: its URL may hold a password.
echo "'$dir' is at $(git log -1 --format='%h of %cs' HEAD)"
