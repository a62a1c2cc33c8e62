/**
 * The chain as a command: options, what it is made of, and its exit code. Start with {@code
 * ChainSession}.
 */
package runner.cli.chain;
