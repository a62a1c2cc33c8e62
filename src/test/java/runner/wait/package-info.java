/** A stop, and what waits on it. */
package runner.wait;
