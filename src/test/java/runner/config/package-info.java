/** Text to sections and values, against tables of both. */
package runner.config;
