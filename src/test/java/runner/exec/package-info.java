/** What needs no process to be tried. */
package runner.exec;
