/**
 * The network as every part of a pool run needs it: one time budget, HTTP with limits and retries,
 * TLS, and JSON of strangers. Start with {@link runner.pool.net.Http}.
 */
package runner.pool.net;
