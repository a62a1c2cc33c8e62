/** Tests of whether a lock still counts, and of our own. */
package runner.lock;
