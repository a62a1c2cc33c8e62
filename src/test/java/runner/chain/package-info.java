/** What a last success says of the next run. */
package runner.chain;
