package runner.report.text;

import java.util.Optional;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.JobAttempt;
import runner.event.TaskAttempt;
import runner.task.Exit;
import runner.task.Verdict;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/** What is said of an event, for people. */
public final class EventText {
  private EventText() {}

  /** A line without its time. */
  public record Line(LogLevel level, String text) {
    /** The same line, longer. */
    Line and(String more) {
      return new Line(level, text + more);
    }
  }

  static Line of(Event event) {
    if (event instanceof Event.TaskEvent task) {
      return ofTask(task);
    } else if (event instanceof Event.JobEvent job) {
      return ofJob(job);
    } else if (event instanceof Event.RunEvent run) {
      return ofRun(run);
    } else if (event instanceof Event.Warning e) {
      return new Line(LogLevel.WARN, e.text());
    } else if (event instanceof Event.Detail e) {
      return new Line(LogLevel.DEBUG, e.text());
    } else if (event instanceof Event.FileIgnored e) {
      return new Line(LogLevel.INFO, "ignored " + e.file() + ": " + e.reason());
    }
    throw noText(event);
  }

  private static IllegalStateException noText(Event event) {
    return new IllegalStateException("no text for " + event);
  }

  private static Line ofRun(Event.RunEvent event) {
    if (event instanceof Event.LockHeld e) {
      return new Line(LogLevel.INFO, "waiting for another runner to end (" + e.holder() + ")");
    } else if (event instanceof Event.LockAwaited e) {
      return new Line(
          LogLevel.INFO, "waited " + TimeSpan.of(e.took()) + " for another runner to end");
    } else if (event instanceof Event.IterationStarted e) {
      return new Line(
          LogLevel.INFO, "iteration " + e.number() + ", run " + e.run() + ": " + tasks(e));
    } else if (event instanceof Event.StartRefused e) {
      return new Line(LogLevel.ERROR, "run " + e.run() + " was refused: " + e.problem());
    } else if (event instanceof Event.GaveUp e) {
      return new Line(LogLevel.ERROR, e.reason());
    } else if (event instanceof Event.HaltStarted e) {
      return new Line(LogLevel.WARN, "running halt task " + e.task() + ": " + e.reason());
    } else if (event instanceof Event.HaltFinished e) {
      return halted(e);
    } else if (event instanceof Event.IterationFinished e) {
      return finished(e);
    }
    throw noText(event);
  }

  private static Line ofTask(Event.TaskEvent event) {
    if (event instanceof Event.TaskStarted e) {
      String limit = e.limit().map(l -> ", limit " + TimeSpan.exact(l.time())).orElse("");
      return new Line(LogLevel.INFO, name(e.attempt()) + "started" + limit);
    } else if (event instanceof Event.TaskSpawned e) {
      return new Line(LogLevel.DEBUG, name(e.attempt()) + "process " + e.process().pid());
    } else if (event instanceof Event.TaskFinished e) {
      return of(e, Optional.empty());
    } else if (event instanceof Event.TaskInterrupted e) {
      return new Line(
          LogLevel.WARN, name(e.attempt()) + "interrupted after " + TimeSpan.of(e.exit().took()));
    } else if (event instanceof Event.TaskSkipped e) {
      return new Line(LogLevel.INFO, e.task() + ": skipped: " + e.reason());
    } else if (event instanceof Event.RetryScheduled e) {
      String text = "try " + e.nextTry() + " begins in " + TimeSpan.exact(e.pause());
      return new Line(LogLevel.INFO, text);
    } else if (event instanceof Event.HookFinished e) {
      return new Line(LogLevel.DEBUG, e.task() + ": hook took " + TimeSpan.of(e.exit().took()));
    }
    throw noText(event);
  }

  private static Line ofJob(Event.JobEvent event) {
    if (event instanceof Event.JobStarted e) {
      String limit = e.limit().map(l -> ", limit " + TimeSpan.exact(l)).orElse("");
      return new Line(LogLevel.INFO, name(e.job()) + "started" + limit);
    } else if (event instanceof Event.JobFinished e) {
      boolean fine = e.exit().succeeded();
      String how = fine ? "" : ": " + e.exit().words();
      String text = e.state() + " after " + TimeSpan.of(e.exit().took()) + how;
      return new Line(fine ? LogLevel.INFO : LogLevel.ERROR, name(e.job()) + text);
    } else if (event instanceof Event.JobSettled e) {
      return new Line(LogLevel.WARN, "job " + e.jid() + ": " + e.state() + ": " + e.reason());
    }
    throw noText(event);
  }

  public static String name(JobAttempt job) {
    String start = job.maxStarts() == 1 ? "" : ", start " + job.start() + " of " + job.maxStarts();
    return "job " + job.jid() + " (" + job.task() + start + "): ";
  }

  /** An end, with the limit it had; one that ran into that says so itself. */
  static Line of(Event.TaskFinished e, Optional<Event.Limit> limit) {
    String took = " after " + TimeSpan.of(e.exit().took());
    if (e.verdict() == Verdict.OK) {
      return new Line(LogLevel.INFO, name(e.attempt()) + "done" + took);
    }
    String meaning = e.allowed() ? "allowed to fail" : e.verdict().name();
    LogLevel level = e.allowed() ? LogLevel.WARN : LogLevel.ERROR;
    Optional<Event.Limit> told = limit.filter(l -> e.exit().kind() == Exit.Kind.ENDED);
    String most = told.map(l -> " of " + l.origin()).orElse("");
    return new Line(level, name(e.attempt()) + e.exit().words() + took + most + "; " + meaning);
  }

  /** A machine that should be down and is up is an error, though it changes no exit code. */
  private static Line halted(Event.HaltFinished e) {
    String name = "halt task " + e.task();
    return e.exit().succeeded()
        ? new Line(LogLevel.INFO, name + ": " + e.exit().words())
        : new Line(
            LogLevel.ERROR,
            name + " failed: " + e.exit().words() + " after " + TimeSpan.of(e.exit().took()));
  }

  private static Line finished(Event.IterationFinished e) {
    String outcome = EnumWord.of(e.outcome());
    return new Line(
        e.outcome() == ChainOutcome.SUCCEEDED ? LogLevel.INFO : LogLevel.ERROR,
        "iteration " + e.number() + " " + outcome + " after " + TimeSpan.of(e.took()));
  }

  private static String tasks(Event.IterationStarted e) {
    return e.tasks().size() == 1 ? "1 task" : e.tasks().size() + " tasks";
  }

  public static String name(TaskAttempt attempt) {
    String of = attempt.ownLimit() ? "" : " of " + attempt.maxTries();
    return attempt.task() + " (try " + attempt.pass() + of + "): ";
  }
}
