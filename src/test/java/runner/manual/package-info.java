/**
 * Writes the man pages and the completion from what the program and its documents say; not shipped.
 * Start with {@link Manual}.
 */
package runner.manual;
