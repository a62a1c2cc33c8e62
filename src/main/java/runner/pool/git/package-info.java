/**
 * Runs git in a private directory, and speaks to the remote repository. Start with {@link
 * runner.pool.git.Git}.
 */
package runner.pool.git;
