/** The gates of time, against Puppet's own answers, properties and a table. */
package runner.schedule;
