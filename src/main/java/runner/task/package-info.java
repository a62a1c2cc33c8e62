/**
 * The vocabulary: task name, exit (what happened), verdict (what it means), exit codes of the
 * program, problems and how to fix them. Imports nothing of ours. Start with {@link TaskName} and
 * {@link Verdict}.
 */
package runner.task;
