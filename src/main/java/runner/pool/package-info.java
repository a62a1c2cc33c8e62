/**
 * List claims, judge owners, release and publish: the locks of Concourse pools. Start with {@link
 * PoolRun} and {@link Judge}.
 */
package runner.pool;
