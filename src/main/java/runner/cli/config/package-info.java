/**
 * Commands that look at the configuration and at what would come of it: plan, check, config, and
 * the look-up of one key. Start with {@link runner.cli.config.ChainDefinition}.
 */
package runner.cli.config;
