/** The commands below {@code pool}. Start with {@link runner.cli.pool.PoolCommands}. */
package runner.cli.pool;
