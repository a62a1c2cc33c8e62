/**
 * Everything observable, as values, and the port that takes them. Start with {@link Event} and
 * {@link EventSink}.
 */
package runner.event;
