/** Tests of the spool directory. */
package runner.jobs.spool;
