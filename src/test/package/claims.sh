# shellcheck shell=sh
# Sourced by the tests of the package. Prints one line for each claim; if a claim does not hold, also
# the output of its command.
failures=0

# claim SENTENCE COMMAND...: holds if the command succeeds.
claim() {
  sentence=$1
  shift
  code=0
  output=$("$@" 2>&1) || code=$?
  if [ "$code" = 0 ]; then
    echo "ok: $sentence"
  else
    failures=$((failures + 1))
    printf 'NOT SO: %s (exit %s)\n%s\n' "$sentence" "$code" "$output"
  fi
}

# says TEXT COMMAND...: succeeds if the command prints the text, whatever its exit code.
says() {
  text=$1
  shift
  printed=$("$@" 2>&1) || :
  case $printed in *"$text"*) ;; *) printf '%s\n' "$printed" && return 1 ;; esac
}

# not COMMAND...: succeeds if the command fails.
not() {
  ! "$@"
}

# exits CODE COMMAND...: succeeds if the command exits with the code.
exits() {
  expected=$1
  shift
  code=0
  "$@" || code=$?
  [ "$code" = "$expected" ] || { echo "exit $code, not $expected" && return 1; }
}
