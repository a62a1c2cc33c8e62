/** Tests of what a power cut cannot undo. */
package runner.journal.disk;
