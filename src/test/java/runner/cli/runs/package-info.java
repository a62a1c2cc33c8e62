/** Commands that look at kept runs. */
package runner.cli.runs;
