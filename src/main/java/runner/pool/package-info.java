/**
 * One run over the locks of Concourse pools: look, judge, release, publish. Start with {@link
 * PoolRun}.
 */
package runner.pool;
