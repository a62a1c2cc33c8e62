/** Tests of what a host does with its jobs, crashes above all. */
package runner.jobs.host;
