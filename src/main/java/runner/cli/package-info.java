/** Options, wiring, exit codes; the only {@code System.*}. Start with {@link Main}. */
package runner.cli;
