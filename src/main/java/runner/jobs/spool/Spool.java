package runner.jobs.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runner.files.DurableFiles;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.jobs.spool.HostQueue.Place;
import runner.journal.disk.CorruptStateException;
import runner.task.Clock;
import runner.task.Problem;

/** Jobs in a directory; one machine's own, or a shared one of which each host reads its part. */
public final class Spool implements Store {
  private static final List<Place> PLACES = List.of(Place.PENDING, Place.CLAIMED, Place.ENDED);

  /** What is in these states lies in {@code claimed}; the others may be anywhere. */
  private static final Set<State> ONLY_CLAIMED = Set.of(State.DELIVERED, State.RUNNING);

  private final Path path;
  private final Clock clock;
  private final Consumer<String> alarm;

  private Spool(Path path, Clock clock, Consumer<String> alarm) {
    this.path = path;
    this.clock = clock;
    this.alarm = alarm;
  }

  /**
   * The spool in a directory; nothing is made before the first job or hello.
   *
   * @param alarm told of files that are not what one of us wrote
   */
  public static Spool in(Path path, Clock clock, Consumer<String> alarm) {
    return new Spool(path, clock, alarm);
  }

  @Override
  public List<Accepted> submit(Job job, List<Address> to) {
    try {
      return new SpoolSubmission(this, path, clock.now()).of(job, to);
    } catch (IOException e) {
      throw SpoolErrors.of(path, e);
    }
  }

  HostQueue box(String host) {
    return new HostQueue(path.resolve("hosts").resolve(Job.host(host)), host);
  }

  /** The directories there are, of one host or of all, by name of the host. */
  private List<HostQueue> boxes(Optional<String> host) throws IOException {
    Path hosts = path.resolve("hosts");
    if (!Files.exists(hosts)) {
      return List.of();
    }
    return DurableFiles.list(hosts).stream()
        .filter(Files::isDirectory)
        .map(box -> new HostQueue(box, box.getFileName().toString()))
        .filter(box -> Query.selects(host, box.host()))
        .sorted(Comparator.comparing(HostQueue::host))
        .toList();
  }

  @Override
  public void each(Query query, Consumer<Delivery> to) {
    Instant now = clock.now();
    boolean claimed = !query.states().isEmpty() && ONLY_CLAIMED.containsAll(query.states());
    Consumer<JobFile> told =
        entry -> Optional.of(entry.delivery().seen(now)).filter(query::covers).ifPresent(to);
    each(query.jid(), query.host(), claimed ? List.of(Place.CLAIMED) : PLACES, told);
  }

  @Override
  public List<Change> history(JobId jid) {
    List<Change> changes = new ArrayList<>();
    each(Optional.of(jid), Optional.empty(), PLACES, entry -> changes.addAll(entry.changes()));
    return changes.stream().sorted(Comparator.comparing(Change::at)).toList();
  }

  /** The file of a job in one of the directories. */
  private record Filed(JobId jid, HostQueue box) {}

  private void each(
      Optional<JobId> jid, Optional<String> host, List<Place> places, Consumer<JobFile> to) {
    try {
      for (Filed filed : filed(jid, host, places)) {
        find(filed.box(), filed.jid()).ifPresent(to);
      }
    } catch (IOException e) {
      throw SpoolErrors.of(path, e);
    }
  }

  /** The names alone: they are little beside what is in the files. */
  private List<Filed> filed(Optional<JobId> jid, Optional<String> host, List<Place> places)
      throws IOException {
    List<Filed> all = new ArrayList<>();
    for (HostQueue box : boxes(host)) {
      List<JobId> jids = jid.isPresent() ? List.of(jid.get()) : jids(box, places);
      jids.forEach(each -> all.add(new Filed(each, box)));
    }
    // They come box by box, by name of the host, and a stable sort keeps that order.
    all.sort(Comparator.comparing(Filed::jid));
    return all;
  }

  /** One that moves on meanwhile is seen twice, never missed: the places are in that order. */
  private static List<JobId> jids(HostQueue box, List<Place> places) throws IOException {
    Set<JobId> all = new LinkedHashSet<>();
    for (Place place : places) {
      all.addAll(box.jids(place));
    }
    return List.copyOf(all);
  }

  /**
   * The entry of a job, wherever it lies. It may move while it is looked for, but only onwards; one
   * that is put back is found at the second look.
   */
  Optional<JobFile> find(HostQueue box, JobId jid) throws IOException {
    Set<Place> damaged = EnumSet.noneOf(Place.class);
    for (Place place :
        List.of(Place.ENDED, Place.PENDING, Place.CLAIMED, Place.ENDED, Place.PENDING)) {
      Optional<JobFile> entry =
          box.has(place, jid) ? look(box, place, jid, damaged) : Optional.empty();
      if (entry.isPresent()) {
        return place == Place.ENDED ? entry.map(JobFile::settledAsEnded) : entry;
      }
    }
    return Optional.empty();
  }

  private Optional<JobFile> look(HostQueue box, Place place, JobId jid, Set<Place> damaged)
      throws IOException {
    try {
      return Optional.of(box.read(place, jid));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CorruptStateException e) {
      if (damaged.add(place)) {
        alarm.accept(box.file(place, jid) + " is no job: " + e.getMessage() + "; look at it");
      }
      return Optional.empty();
    }
  }

  @Override
  public List<Delivery> cancel(JobId jid, Optional<String> host, String actor) {
    try {
      List<Delivery> after = new ArrayList<>();
      for (HostQueue box : boxes(host)) {
        cancel(box, jid, actor).ifPresent(after::add);
      }
      return after;
    } catch (IOException e) {
      throw SpoolErrors.of(path, e);
    }
  }

  private Optional<Delivery> cancel(HostQueue box, JobId jid, String actor) throws IOException {
    Instant now = clock.now();
    Optional<JobFile> found = find(box, jid);
    boolean waits = found.filter(e -> e.delivery().seen(now).state() == State.PENDING).isPresent();
    if (!waits || !box.move(jid, Place.PENDING, Place.ENDED)) {
      return find(box, jid).map(entry -> entry.delivery().seen(now));
    }
    Delivery cancelled =
        found.get().delivery().to(State.CANCELLED, now, Delivery.Result.of("by " + actor));
    box.write(Place.ENDED, found.get().moved(cancelled, actor, now), now);
    return Optional.of(cancelled);
  }

  @Override
  public List<HostInfo> hosts() {
    try {
      List<HostInfo> seen = new ArrayList<>();
      for (HostQueue box : boxes(Optional.empty())) {
        HostFile.read(box, alarm).ifPresent(seen::add);
      }
      return seen;
    } catch (IOException e) {
      throw SpoolErrors.of(path, e);
    }
  }

  /** What hosts set aside because it is no job, with the reasons. */
  public List<Problem> setAside() {
    try {
      List<Problem> all = new ArrayList<>();
      for (HostQueue box : boxes(Optional.empty())) {
        all.addAll(new Quarantine(box).all());
      }
      return all;
    } catch (IOException e) {
      throw SpoolErrors.of(path, e);
    }
  }

  @Override
  public int purge(Instant before) {
    try {
      int purged = 0;
      for (HostQueue box : boxes(Optional.empty())) {
        purged += new SpoolPurge(box, clock.now()).before(before);
      }
      return purged;
    } catch (IOException e) {
      throw SpoolErrors.of(path, e);
    }
  }

  @Override
  public Watch watch(JobId jid) {
    try {
      return SpoolWatch.of(boxes(Optional.empty()));
    } catch (IOException e) {
      throw SpoolErrors.of(path, e);
    }
  }

  @Override
  public Inbox inbox(String host) {
    return new SpoolInbox(this, box(host), clock, alarm);
  }

  @Override
  public void close() {
    // Nothing stays open between two calls.
  }
}
