package runner.chain;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import runner.event.EventSink;
import runner.event.TaskAttempt;
import runner.exec.Supervisor;
import runner.exec.spawn.Environment;
import runner.task.Clock;
import runner.wait.StopRequest;

/**
 * What the chain needs from the program around it.
 *
 * @param environment of everything it starts
 * @param memory what was remembered of each task
 * @param random from 0 to 1, for the jitter
 * @param trail further variables of an attempt, computed once before each
 */
public record ChainContext(
    Supervisor supervisor,
    Environment environment,
    OutputFactory outputs,
    GateCheck memory,
    EventSink events,
    StopRequest stop,
    Clock clock,
    DoubleSupplier random,
    Function<TaskAttempt, Map<String, String>> trail) {}
