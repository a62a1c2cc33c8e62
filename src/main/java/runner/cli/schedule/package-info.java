/** Commands that look at schedules. Start with {@link runner.cli.schedule.ScheduleCommands}. */
package runner.cli.schedule;
