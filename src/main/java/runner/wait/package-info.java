/** What everything that waits waits on. Start with {@link runner.wait.Stop}. */
package runner.wait;
