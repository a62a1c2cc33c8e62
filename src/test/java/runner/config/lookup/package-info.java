/** Look-ups that are answered without Java: fresh, private, and never other than Java's. */
package runner.config.lookup;
