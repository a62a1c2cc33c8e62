/**
 * Everything a process started, and how that is ended. Start with {@link runner.exec.tree.Tree}.
 */
package runner.exec.tree;
