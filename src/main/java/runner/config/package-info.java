/**
 * Text to sections with locations; typed reads; look-ups. Start with {@link ConfigFiles}, which
 * reads files into a {@link Config}, and {@link Key}, which says what a key may hold.
 */
package runner.config;
