/**
 * What would keep a file from being run, told before it is. Start with {@link
 * runner.exec.program.ExecutableCheck}.
 */
package runner.exec.program;
