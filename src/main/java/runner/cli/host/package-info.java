/**
 * What the program has from the machine it runs on: streams, variables, clocks, signals. The only
 * {@code System.*}. Start with {@link runner.cli.host.Machine}.
 */
package runner.cli.host;
