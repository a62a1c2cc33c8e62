/**
 * Writes the man pages and the completion from what the program and the README say; not shipped.
 * Start with {@link Manual}.
 */
package runner.manual;
