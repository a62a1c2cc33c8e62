package runner.jobs.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runner.event.Event;
import runner.event.EventSink;
import runner.exec.Supervisor;
import runner.exec.output.Output;
import runner.exec.spawn.Environment;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.jobs.spool.Spool;
import runner.process.BootId;
import runner.support.RealClock;
import runner.wait.StopRequest;

/**
 * One host, as a rule with a spool of its own, whose runner can be killed at each step of a job.
 */
final class HostCase {
  /** Where the runner dies. */
  enum Step {
    NEVER,
    BEFORE_CLAIM,
    AFTER_CLAIM,
    AFTER_STARTED,
    AFTER_DONE,
    BEFORE_REPORT,
    AFTER_REPORT
  }

  final Path dir;
  String boot = "boot1";
  int mostStarts = 50;
  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  final RealClock clock = new RealClock();

  private final Optional<Store> other;

  /** One with a spool in its folder. */
  HostCase(Path dir) {
    this(dir, Optional.empty());
  }

  /** One with another store, where there is one. */
  HostCase(Path dir, Optional<Store> other) {
    this.dir = dir;
    this.other = other;
    task("rotate", "echo \"$RUNNER_JOB_ID\" >> \"$0.ledger\"");
  }

  HostCase task(String name, String body) {
    try {
      Path file = Files.createDirectories(dir.resolve("jobs.d")).resolve(name);
      Files.writeString(file, "#!/bin/sh\n" + body + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids that ran, in their order. */
  List<String> ledger() {
    try {
      Path ledger = dir.resolve("jobs.d/rotate.ledger");
      return Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Store store() {
    return other.orElseGet(() -> Spool.in(dir.resolve("spool"), clock, warnings::add));
  }

  Job submit(Job job) {
    store().submit(job, List.of(new Store.Address("web1", "")));
    return job;
  }

  Delivery delivery(Job job) {
    List<Delivery> found = store().list(Store.Query.of(job.jid()));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  State state(Job job) {
    return delivery(job).state();
  }

  /** A start that is over in the boot that is now. */
  Map<State, Integer> start() {
    return start(store().inbox("web1"), Step.NEVER);
  }

  /** A start that dies at a step. */
  void die(Step step) {
    try {
      start(store().inbox("web1"), step);
    } catch (Killed expected) {
      return;
    }
    throw new AssertionError("it did not get to " + step);
  }

  Map<State, Integer> start(Inbox queue, Step step) {
    Path pipes = made(dir.resolve("pipes"));
    try (Inbox inbox = new Mortal(queue, step);
        Supervisor supervisor = new Supervisor(pipes, clock)) {
      Environment inherited = Environment.inherited();
      StopRequest stop = new StopRequest();
      EventSink sink = event -> happens(event, step);
      HostRun.Tools tools =
          new HostRun.Tools(supervisor, inherited, job -> new Nowhere(), sink, stop, clock);
      return run(tools, inbox);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<State, Integer> run(HostRun.Tools tools, Inbox inbox) throws IOException {
    HostJournal journal =
        HostJournal.open(
            dir.resolve("journal"),
            "instance",
            () -> "t" + System.nanoTime(),
            clock,
            warnings::add);
    return new HostRun(
            tools,
            inbox,
            journal,
            new AllowList(dir.resolve("jobs.d")),
            List.of(),
            new HostRun.Limits(
                Optional.of(Duration.ofSeconds(60)),
                Duration.ofSeconds(1),
                mostStarts,
                Duration.ofHours(1),
                4096),
            new HostRun.Here(new BootId(boot), "0.1.0"))
        .run();
  }

  private void happens(Event event, Step step) {
    if (event instanceof Event.Warning warning) {
      warnings.add(warning.text());
    }
    boolean started = event instanceof Event.JobStarted && step == Step.AFTER_STARTED;
    boolean done = event instanceof Event.JobFinished && step == Step.AFTER_DONE;
    if (started || done) {
      throw new Killed();
    }
  }

  private static Path made(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A queue whose user may die just before or after a call. */
  private record Mortal(Inbox queue, Step step) implements Inbox {
    @Override
    public Welcome hello(Hello hello) {
      return queue.hello(hello);
    }

    @Override
    public Optional<Claim> claimNext(Set<JobId> except) {
      dieAt(Step.BEFORE_CLAIM);
      Optional<Claim> claim = queue.claimNext(except);
      dieAt(Step.AFTER_CLAIM);
      return claim;
    }

    @Override
    public boolean report(JobId jid, State state, Delivery.Result result) {
      if (state.isLast()) {
        dieAt(Step.BEFORE_REPORT);
      }
      boolean taken = queue.report(jid, state, result);
      if (state.isLast()) {
        dieAt(Step.AFTER_REPORT);
      }
      return taken;
    }

    private void dieAt(Step here) {
      if (step == here) {
        throw new Killed();
      }
    }

    @Override
    public void close() {
      queue.close();
    }
  }

  private record Nowhere() implements Output {
    @Override
    public void out(ByteBuffer bytes) {}

    @Override
    public void err(ByteBuffer bytes) {}

    @Override
    public boolean merged() {
      return true;
    }
  }
}
