/**
 * Where the repository and Concourse are, and what opens them. Start with {@link
 * runner.pool.address.RepoUrl}.
 */
package runner.pool.address;
