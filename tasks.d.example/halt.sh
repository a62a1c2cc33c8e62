#!/bin/sh
# The halt task: called when a task ends with 2, when the tries are used up, or after the last
# iteration with -H. Its exit code is ignored. This one only says what a real one would do.
# No set -e here: a halt must also work on a machine, and with a configuration, that do not.

action=$($RUNNER_CONFIG_CMD -g halt.action --default 'power this machine off') \
  || action='power this machine off'
echo "halt: a real halt task would now $action (run ${RUNNER_RUN_ID:-none}, try ${RUNNER_TRY:-none})"

# The real thing, for instance:
# exec systemctl poweroff
