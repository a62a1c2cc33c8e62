/** The output of a process, and its end. */
package runner.exec.output;
