/** Words for people. */
package runner.report.text;
