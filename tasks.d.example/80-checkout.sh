#!/bin/sh
# Brings a checkout to the newest commit of a remote branch.
set -eu
# Shells end with 2 at many an accident, and 2 would halt the machine: make it a retry.
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

# init and fetch do the same whether this is the first time or the hundredth, so a try that
# broke off needs no cleaning up. Changes made by hand are never thrown away: git fails, we retry.
mkdir -p -- "$dir"
cd "$dir"
git init -q
git fetch -q --depth 1 -- "$remote" "$branch"
git checkout -q --detach FETCH_HEAD

# The remote is not printed: its URL may hold a password.
echo "'$dir' is at $(git log -1 --format='%h of %cs' HEAD)"
