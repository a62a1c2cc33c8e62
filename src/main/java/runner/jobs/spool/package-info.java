/**
 * The store that needs nothing installed: a directory for each host, a file for each job, and a
 * rename for each step, so that of two who want one job exactly one gets it. Start with {@link
 * runner.jobs.spool.Spool}.
 */
package runner.jobs.spool;
