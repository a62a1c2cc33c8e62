/**
 * A gate: may it run at {@code now}, given the previous run? It can stop a task; it never starts
 * one.
 *
 * <p>{@link runner.schedule.Schedule} is read once and then only asked; {@link
 * runner.schedule.ScheduleDecision} is its answer. The rules are those of Puppet's {@code schedule}
 * type, with the exceptions {@link runner.schedule.Schedule} names.
 */
package runner.schedule;
