/**
 * Whose jobs a host runs: Ed25519 signatures over a job and the host it is for. Start with {@link
 * runner.jobs.signing.SigningKey} and {@link runner.jobs.signing.TrustedKeys}.
 */
package runner.jobs.signing;
