package runner.event;

import java.util.List;

/**
 * Takes what happens, in the order it happens, on the thread on which it happens. A sink returns
 * when it is done: a record that must be durable is durable then, a hook has run. It never throws
 * for a fault of its own that the chain cannot handle.
 */
public interface EventSink {
  void accept(Event event);

  /** Several sinks, told one after the other. */
  static EventSink all(List<EventSink> sinks) {
    List<EventSink> copy = List.copyOf(sinks);
    return event -> copy.forEach(sink -> sink.accept(event));
  }
}
