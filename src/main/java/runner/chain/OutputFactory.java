package runner.chain;

import runner.event.TaskAttempt;
import runner.exec.output.Output;
import runner.task.TaskName;

/** Where the output of what the chain starts goes. */
public interface OutputFactory {
  /** Called before each attempt; its condition and its process share what is returned. */
  Output of(TaskAttempt attempt);

  /** Called before the halt task. */
  Output ofHalt(TaskName halt);
}
