/**
 * What one invocation holds open: console, state directory with its lock, and the environment of
 * what it starts. Start with {@link runner.cli.session.RunSession}.
 */
package runner.cli.session;
