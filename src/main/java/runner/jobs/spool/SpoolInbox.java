package runner.jobs.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runner.files.DurableFiles;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.JobId;
import runner.jobs.spool.HostQueue.Place;
import runner.journal.disk.CorruptStateException;
import runner.lock.RunnerLock;
import runner.task.Clock;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** One host's part of the spool, while that host alone holds it. */
final class SpoolInbox implements Inbox {
  private final Spool spool;
  private final HostQueue box;
  private final Clock clock;
  private final Consumer<String> alarm;
  private Optional<RunnerLock> lock = Optional.empty();

  /** What lay there when it was last looked; what came since is found when this is used up. */
  private Iterator<String> listed = Collections.emptyIterator();

  private String incarnation = "";

  SpoolInbox(Spool spool, HostQueue box, Clock clock, Consumer<String> alarm) {
    this.spool = spool;
    this.box = box;
    this.clock = clock;
    this.alarm = alarm;
  }

  /** A step that touches the disk. */
  private interface Step<T> {
    T take() throws IOException;
  }

  private <T> T step(Step<T> step) {
    try {
      return step.take();
    } catch (IOException e) {
      throw SpoolErrors.of(box.path(), e);
    }
  }

  @Override
  public Welcome hello(Hello hello) {
    return step(
        () -> {
          DurableFiles.directories(box.path());
          box.make();
          hold();
          incarnation = hello.incarnation();
          listed = Collections.emptyIterator();
          Instant now = clock.now();
          HostFile.write(box, hello, now, alarm);
          return new Welcome(now, open(now));
        });
  }

  private void hold() throws IOException {
    if (lock.isPresent()) {
      return;
    }
    RunnerLock taken = RunnerLock.open(box.path().resolve("lock"));
    if (!taken.tryTake()) {
      taken.close();
      throw new RunnerException(
          ExitCode.BUSY,
          box.path().toString(),
          "another runner does the jobs of '" + box.host() + "' now",
          "try again when it is done");
    }
    lock = Optional.of(taken);
  }

  private List<Delivery> open(Instant now) throws IOException {
    List<Delivery> open = new ArrayList<>();
    for (JobId jid : box.jids(Place.CLAIMED)) {
      if (box.has(Place.ENDED, jid)) {
        // The last step of a report was not taken.
        box.remove(Place.CLAIMED, jid);
      } else {
        read(Place.CLAIMED, jid, now).flatMap(e -> step(() -> settle(e, now))).ifPresent(open::add);
      }
    }
    return open;
  }

  /** What this journal still holds; what another one held, or nobody after all, is settled. */
  private Optional<Delivery> settle(JobFile entry, Instant now) throws IOException {
    Delivery delivery = entry.delivery();
    if (delivery.state() == State.PENDING) {
      box.move(delivery.job().jid(), Place.CLAIMED, Place.PENDING);
      return Optional.empty();
    }
    if (delivery.incarnation().equals(incarnation)) {
      return Optional.of(delivery);
    }
    put(entry, delivery.orphaned(now), now);
    return Optional.empty();
  }

  @Override
  public Optional<Claim> claimNext(Set<JobId> except) {
    return step(
        () -> {
          Optional<Claim> claim = claimListed(except);
          if (claim.isEmpty()) {
            listed = box.names(Place.PENDING).iterator();
            claim = claimListed(except);
          }
          return claim;
        });
  }

  private Optional<Claim> claimListed(Set<JobId> except) throws IOException {
    Optional<Claim> claim = Optional.empty();
    while (claim.isEmpty() && listed.hasNext()) {
      claim = claim(listed.next(), except);
    }
    return claim;
  }

  private Optional<Claim> claim(String name, Set<JobId> except) throws IOException {
    Instant now = clock.now();
    Optional<JobId> jid = JobId.parse(name);
    if (jid.isEmpty()) {
      setAside(Place.PENDING, name, "its name, '" + name + "', is not that of a job", now);
      return Optional.empty();
    }
    Optional<JobFile> entry =
        except.contains(jid.get()) ? Optional.empty() : read(Place.PENDING, jid.get(), now);
    return entry.isPresent() ? take(entry.get(), now) : Optional.empty();
  }

  private Optional<Claim> take(JobFile entry, Instant now) throws IOException {
    Delivery delivery = entry.delivery();
    JobId jid = delivery.job().jid();
    Delivery.Due due = delivery.due(now);
    if (due == Delivery.Due.LATER || !box.move(jid, Place.PENDING, Place.CLAIMED)) {
      return Optional.empty();
    }
    if (due == Delivery.Due.NOW) {
      Delivery claimed = delivery.claimed(incarnation, now);
      box.write(Place.CLAIMED, entry.moved(claimed, box.host(), now), now);
      Duration left = Duration.between(now, delivery.job().terms().expiresAt());
      return Optional.of(new Claim(claimed, left));
    }
    boolean expired = due == Delivery.Due.EXPIRED;
    String reason = expired ? "no host claimed it in time" : "delivered as often as it may be";
    State state = expired ? State.EXPIRED : State.EXHAUSTED;
    put(entry, delivery.to(state, now, Delivery.Result.of(reason)), now);
    return Optional.empty();
  }

  @Override
  public boolean report(JobId jid, State state, Delivery.Result result) {
    return step(
        () -> {
          Instant now = clock.now();
          if (!box.has(Place.CLAIMED, jid)) {
            return spool.find(box, jid).filter(e -> isSame(e.delivery(), state)).isPresent();
          }
          Optional<JobFile> entry = read(Place.CLAIMED, jid, now);
          if (entry.filter(e -> e.delivery().incarnation().equals(incarnation)).isEmpty()) {
            return false;
          }
          Delivery delivery = entry.get().delivery();
          if (delivery.state().mayBecome(state)) {
            put(entry.get(), delivery.to(state, now, result), now);
            return true;
          }
          return delivery.state() == state;
        });
  }

  private static boolean isSame(Delivery delivery, State state) {
    return delivery.state() == state && state.isLast();
  }

  /** Writes a claimed entry down in its new state, at the place for that. */
  private void put(JobFile entry, Delivery to, Instant now) throws IOException {
    JobFile moved = entry.moved(to, box.host(), now);
    JobId jid = to.job().jid();
    if (to.state().isLast()) {
      box.write(Place.ENDED, moved, now);
      box.remove(Place.CLAIMED, jid);
      return;
    }
    box.write(Place.CLAIMED, moved, now);
    if (to.state() == State.PENDING) {
      box.move(jid, Place.CLAIMED, Place.PENDING);
      listed = Collections.emptyIterator();
    }
  }

  private Optional<JobFile> read(Place place, JobId jid, Instant now) throws IOException {
    try {
      JobFile entry = box.read(place, jid);
      if (place == Place.PENDING && entry.delivery().state() != State.PENDING) {
        throw new CorruptStateException("a job that is " + entry.delivery().state().word());
      }
      return Optional.of(entry);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CorruptStateException e) {
      setAside(place, jid.text(), e.getMessage(), now);
      return Optional.empty();
    }
  }

  private void setAside(Place place, String name, String reason, Instant now) throws IOException {
    Path file = box.directory(place).resolve(name);
    try {
      Path aside = new Quarantine(box).take(file, reason, now);
      alarm.accept(file + " is no job (" + reason + "); it was set aside as " + aside);
    } catch (NoSuchFileException e) {
      alarm.accept(file + " is no job (" + reason + "), and could not be set aside");
    }
  }

  @Override
  public void close() {
    step(
        () -> {
          if (lock.isPresent()) {
            lock.get().close();
          }
          return true;
        });
  }
}
