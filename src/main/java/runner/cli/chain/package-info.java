/**
 * The chain as a command: options, what it is made of, and its exit code. Start with {@link
 * runner.cli.chain.RunCommand}.
 */
package runner.cli.chain;
