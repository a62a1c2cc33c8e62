/**
 * Work for hosts that were down: stored first, claimed by each host when it starts, run at most
 * once. Start with {@link runner.jobs.Job}, {@link runner.jobs.Delivery} and the two ports of a
 * store, {@link runner.jobs.Store} and {@link runner.jobs.Inbox}.
 */
package runner.jobs;
