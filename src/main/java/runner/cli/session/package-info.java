/**
 * The state directory of one invocation, its lock, and the environment of what it starts. Start
 * with {@link runner.cli.session.StateSession}.
 */
package runner.cli.session;
