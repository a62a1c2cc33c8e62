/**
 * The durable memory. Start with {@link Journal}, which writes what happens, and {@link RunStore},
 * which reads what happened. Nothing is ever rewritten in place: a run is a file that only grows.
 */
package runner.journal;
