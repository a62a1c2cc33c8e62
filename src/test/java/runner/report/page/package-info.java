/** Tests of pages and pictures. */
package runner.report.page;
