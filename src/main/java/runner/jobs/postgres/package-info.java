/**
 * The jobs of a fleet, in PostgreSQL: what hosts and people may do there are functions of the
 * database, and every host is who its certificate says. Start with {@link
 * runner.jobs.postgres.FleetDatabase}.
 */
package runner.jobs.postgres;
