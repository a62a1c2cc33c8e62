/**
 * What is handed to somebody else: files of ours that nobody but their owner can read, and an
 * archive of them. Start with {@link SupportBundle}.
 */
package runner.report.bundle;
