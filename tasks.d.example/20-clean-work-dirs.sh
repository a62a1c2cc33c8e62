#!/bin/sh
# Removes old work directories: those that lie directly inside one directory, whose name starts with
# a prefix, and in which nothing changed for some days. The directory must be used for nothing else.
set -eu
# Shells exit 2 on many errors, and 2 would halt the machine: turn it into a retry.
trap '[ $? -ne 2 ] || exit 1' EXIT

cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
dir=$($RUNNER_CONFIG_CMD -g clean-work-dirs.dir --default "${cache:+$cache/runner-example}")
prefix=$($RUNNER_CONFIG_CMD -g clean-work-dirs.prefix --default work-)
keep_days=$($RUNNER_CONFIG_CMD -g clean-work-dirs.keep_days --default 14)

refuse() {
  echo "[clean-work-dirs] $1; nothing was removed" >&2
  exit 1
}

if [ -z "$dir" ]; then
  echo "skipped: [clean-work-dirs] dir is not set"
  exit 0
fi
case $prefix in
  '' | *[!A-Za-z0-9._-]*) refuse "prefix: '$prefix' is not made of letters, digits and . _ -" ;;
esac
case $keep_days in
  '' | *[!0-9]* | ??????*) refuse "keep_days: '$keep_days' is not a number of days" ;;
esac
case $dir in
  /*[!/]*) ;;
  *) refuse "dir: '$dir' is not the absolute path of a directory set aside for this" ;;
esac
dir=${dir%/}
if [ -L "$dir" ]; then
  refuse "dir: '$dir' is a link; name the directory itself"
fi
if [ -e "$dir" ] && [ ! -d "$dir" ]; then
  refuse "dir: '$dir' is not a directory"
fi
if [ ! -d "$dir" ]; then
  echo "nothing to clean: '$dir' is not there"
  exit 0
fi

# From here on every path is relative to the current directory, even if that is renamed.
cd -P "$dir"
here=$(pwd -P)
case $here in
  "${HOME:-/}" | /) refuse "dir: '$here' is no place for work directories" ;;
  /*/?*) ;;
  *) refuse "dir: '$here' lies directly below /; set a directory aside for this" ;;
esac
if [ -z "$(find . -prune -user "$(id -u)" ! -perm -0002)" ]; then
  refuse "dir: '$here' belongs to someone else or can be written by all"
fi

# -type d leaves links alone. The paths start with ./, so no name is taken for an option. File
# systems mounted inside a work directory are kept.
find . ! -name . -prune -type d -name "$prefix*" -mtime "+$keep_days" \
  -print -exec rm -rf --one-file-system {} +
echo "clean: '$here' holds nothing called $prefix* that is older than $keep_days days"
