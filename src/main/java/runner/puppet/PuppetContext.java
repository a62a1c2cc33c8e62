package runner.puppet;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import runner.exec.Supervisor;
import runner.exec.spawn.Environment;
import runner.task.Clock;
import runner.wait.StopRequest;

/**
 * What Puppet is called with from the program around it.
 *
 * @param supervisor starts it
 * @param environment how its environment differs from the program's
 * @param searchPath where a bare command is looked for, as in PATH
 * @param grace between TERM and KILL when it is told to stop
 * @param stop ends it, and every wait
 * @param random from 0 to 1
 * @param screen where its output goes, and the line about a wait
 */
public record PuppetContext(
    Supervisor supervisor,
    Environment environment,
    String searchPath,
    Duration grace,
    StopRequest stop,
    Clock clock,
    DoubleSupplier random,
    Consumer<ByteBuffer> screen) {}
