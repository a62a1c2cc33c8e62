/** Tests of {@code runner.cli.chain}. */
package runner.cli.chain;
