/** Tests of what is handed on. */
package runner.report.bundle;
