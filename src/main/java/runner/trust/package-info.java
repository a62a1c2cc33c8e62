/**
 * Who could have written a path: the policy for what root runs and reads, with its fix. Start with
 * {@link runner.trust.PathInspection}; {@code TrustRule} is the rule itself.
 */
package runner.trust;
