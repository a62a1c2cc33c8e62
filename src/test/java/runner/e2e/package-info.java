/**
 * End-to-end tests: a command line in, and the program's output, effects and remaining processes
 * out.
 */
package runner.e2e;
