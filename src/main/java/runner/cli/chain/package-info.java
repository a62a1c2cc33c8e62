/**
 * The chain as a command: options, what it is made of, and its exit code. Start with {@link
 * runner.cli.chain.ChainCommand}.
 */
package runner.cli.chain;
