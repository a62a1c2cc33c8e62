/** Asks Concourse about builds. Start with {@link runner.pool.concourse.Concourse}. */
package runner.pool.concourse;
