/**
 * Writes the man pages and the completion from the commands, the keys and the pages of {@code
 * docs}. It is not shipped. Start with {@link Manual}.
 */
package runner.manual;
