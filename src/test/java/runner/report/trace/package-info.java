/** Which trace is continued, what is sent of it, and that no collector can hold up a chain. */
package runner.report.trace;
