/** Claims and who made them. */
package runner.pool.claim;
