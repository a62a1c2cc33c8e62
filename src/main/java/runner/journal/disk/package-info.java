/**
 * How what is remembered lies on the disk: lines that show damage, and changes to files that a
 * power cut cannot undo. Start with {@link runner.journal.disk.JournalRecord} and {@link
 * runner.journal.disk.DurableFiles}.
 */
package runner.journal.disk;
