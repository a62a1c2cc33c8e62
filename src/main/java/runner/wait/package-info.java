/** What everything that waits waits on. Start with {@link runner.wait.StopRequest}. */
package runner.wait;
