/**
 * Changes to files: whole or not at all, and where it matters such that a power cut cannot undo
 * them. Start with {@link runner.files.AtomicFile}.
 */
package runner.files;
