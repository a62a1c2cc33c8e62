package runner.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import runner.journal.LastSuccesses;
import runner.plan.RunCondition;
import runner.plan.Task;

/**
 * Decides by the last success of a task whether it may run now.
 *
 * @param successes the last successes, up to this moment
 * @param timing the time, boot and instance; read again for each decision
 * @param durable whether a success can be remembered now
 */
public record GateCheck(
    LastSuccesses successes, Supplier<GateContext> timing, BooleanSupplier durable) {

  /** What the gate says of a task. */
  public GateContext.Answer ask(Task task) {
    return timing.get().of(task, successes.of(task.name()), content(task));
  }

  /** Whether a task would have to run again because its success cannot be remembered. */
  boolean wouldForget(Task task) {
    return task.settings().when().needsMemory() && !durable.getAsBoolean();
  }

  /** A hash of the task's file, where a gate asks whether it changed. */
  Optional<String> content(Task task) {
    return task.settings().when().frequency() == RunCondition.Frequency.CHANGED
        ? hash(task.file())
        : Optional.empty();
  }

  private static Optional<String> hash(Path file) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Optional.of(HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file))));
    } catch (IOException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
