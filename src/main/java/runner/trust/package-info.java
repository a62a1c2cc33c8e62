/**
 * Who could have written a path: the policy for what root runs and reads, with its mend. Start with
 * {@link runner.trust.PathInspection}; {@code TrustRule} is the rule itself.
 */
package runner.trust;
