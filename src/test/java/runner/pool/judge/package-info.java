/** Which locks are released. */
package runner.pool.judge;
