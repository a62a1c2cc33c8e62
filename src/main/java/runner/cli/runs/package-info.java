/**
 * Commands that look at kept runs: status, history, logs, analyze, report, collect, reset. Start
 * with {@link runner.cli.runs.RunsCommands}.
 */
package runner.cli.runs;
