/** Tests of jobs: the model, what both stores must do, and the host's side. */
package runner.jobs;
