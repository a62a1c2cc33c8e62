/**
 * What the program writes to: its own standard output and error, and helpers that read lines from
 * it. A reader that takes nothing delays nobody for long. Start with {@link
 * runner.stream.ProgramStreams} and {@link runner.stream.StreamWriter}.
 */
package runner.stream;
