/** What is told to people, and to hooks. */
package runner.report;
