/**
 * Processes of this machine: what names one, and what proc(5) says of it. Start with {@link
 * runner.process.ProcessId} and {@link runner.process.ProcFs}.
 */
package runner.process;
