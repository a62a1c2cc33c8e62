/**
 * Everything a process started, and how that is ended. Start with {@link
 * runner.exec.tree.ProcessTree}.
 */
package runner.exec.tree;
