/**
 * The format of what is remembered: lines that show damage. Start with {@link
 * runner.journal.disk.JournalRecord}.
 */
package runner.journal.disk;
