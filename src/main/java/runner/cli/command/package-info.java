/**
 * What every command shares: options, arguments, and how it says what is wrong. Start with {@link
 * runner.cli.command.Verb} and {@link runner.cli.command.GlobalOptions}.
 */
package runner.cli.command;
