/**
 * The jobs of a start, and the commands below {@code jobs}. Start with {@link
 * runner.cli.jobs.JobsCommands}.
 */
package runner.cli.jobs;
