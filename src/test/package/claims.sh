# shellcheck shell=sh
# Sourced by the tests of the package: one line for each sentence that holds, and for each that does
# not its output as well.
failures=0

# claim SENTENCE COMMAND...: the command succeeds.
claim() {
  sentence=$1
  shift
  code=0
  said=$("$@" 2>&1) || code=$?
  if [ "$code" = 0 ]; then
    echo "ok: $sentence"
  else
    failures=$((failures + 1))
    printf 'NOT SO: %s (exit %s)\n%s\n' "$sentence" "$code" "$said"
  fi
}

# says TEXT COMMAND...: the command, whatever its exit code, writes the text.
says() {
  wanted=$1
  shift
  heard=$("$@" 2>&1) || :
  case $heard in *"$wanted"*) ;; *) printf '%s\n' "$heard" && return 1 ;; esac
}

# not COMMAND...
not() {
  ! "$@"
}

# exits CODE COMMAND...
exits() {
  wanted=$1
  shift
  code=0
  "$@" || code=$?
  [ "$code" = "$wanted" ] || { echo "exit $code, not $wanted" && return 1; }
}
