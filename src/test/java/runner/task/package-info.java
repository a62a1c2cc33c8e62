/** The vocabulary as tables. */
package runner.task;
