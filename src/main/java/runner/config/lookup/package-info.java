/**
 * Answers to look-ups, written down as a small sh script for as long as a chain runs, so that a
 * task need not wait for Java. Start with {@link runner.config.lookup.LookupCache}; {@code
 * LookupScript} is what is written, {@code LookupSource} what tells that it still holds.
 */
package runner.config.lookup;
