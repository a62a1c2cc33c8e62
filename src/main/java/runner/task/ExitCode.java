package runner.task;

/**
 * What the program's own exit code says; frozen. The numbers are those of sysexits(3), but for 1,
 * which Mozilla's Runner gave every failure, and 124, which timeout(1) gives. There is no 2: inside
 * a task it would halt the machine.
 */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(
      1, "the chain failed, halted or gave up; for other commands: the thing asked for is not so"),
  USAGE(64, "wrong usage"),
  NO_INPUT(66, "the configuration or the task directory cannot be read"),
  UNAVAILABLE(69, "a needed program or server is missing"),
  BUG(70, "a bug of the program"),
  CANT_WRITE(73, "state cannot be written"),
  BUSY(75, "another runner holds the lock; try later"),
  UNSAFE(77, "unsafe permissions refused"),
  CONFIG(78, "a mistake in the configuration or the plan"),
  TIMED_OUT(124, "a --wait timed out");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }
}
