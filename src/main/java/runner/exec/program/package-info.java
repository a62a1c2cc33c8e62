/**
 * Where a program lies, and what would keep it from being run. Start with {@link
 * runner.exec.program.ExecutableCheck}.
 */
package runner.exec.program;
