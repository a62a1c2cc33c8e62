/** The fleet's store against a real PostgreSQL server: {@link runner.jobs.postgres.Server}. */
package runner.jobs.postgres;
