/** From arguments to a command, and from its outcome to an exit code. Start with {@link Main}. */
package runner.cli;
