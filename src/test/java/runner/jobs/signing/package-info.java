/** Signatures over jobs and hosts. */
package runner.jobs.signing;
