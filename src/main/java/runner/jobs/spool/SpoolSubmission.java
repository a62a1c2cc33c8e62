package runner.jobs.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.files.DurableFiles;
import runner.jobs.Delivery;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store.Accepted;
import runner.jobs.Store.Address;
import runner.jobs.spool.HostQueue.Place;
import runner.journal.disk.CorruptStateException;
import runner.lock.RunnerLock;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Stores one job for all its hosts, while no other submission goes on. */
record SpoolSubmission(Spool spool, Path path, Instant now) {
  /** Beyond this a directory is the wrong store. */
  static final int MOST_PENDING = 10_000;

  /** The kernel's lock keeps other programs out, this one other threads. */
  private static final Object ONE_AT_A_TIME = new Object();

  List<Accepted> of(Job job, List<Address> to) throws IOException {
    DurableFiles.directories(path.resolve("hosts"));
    synchronized (ONE_AT_A_TIME) {
      try (RunnerLock lock = RunnerLock.open(path.resolve("submit.lock"))) {
        lock.take().join();
        return locked(job, to);
      }
    }
  }

  private List<Accepted> locked(Job job, List<Address> to) throws IOException {
    List<Accepted> accepted = new ArrayList<>();
    List<HostQueue> drafted = new ArrayList<>();
    try {
      for (Address address : to) {
        HostQueue box = spool.box(address.host());
        box.make();
        Optional<JobId> like = like(box, job);
        accepted.add(new Accepted(address.host(), like.orElse(job.jid())));
        if (like.isEmpty()) {
          mustHaveRoom(box);
          Delivery pending = Delivery.pending(job, address.host(), address.signature());
          box.draft(JobFile.submitted(pending, now), now);
          drafted.add(box);
        }
      }
    } catch (IOException | RunnerException e) {
      for (HostQueue box : drafted) {
        box.remove(Place.TMP, job.jid());
      }
      throw e;
    }
    for (HostQueue box : drafted) {
      box.move(job.jid(), Place.TMP, Place.PENDING);
    }
    return accepted;
  }

  /** The job that the host has already: this very one, or one of the same key that is not over. */
  private Optional<JobId> like(HostQueue box, Job job) throws IOException {
    for (Place place : List.of(Place.PENDING, Place.CLAIMED, Place.ENDED)) {
      if (box.has(place, job.jid())) {
        return Optional.of(job.jid());
      }
    }
    if (job.origin().dedupeKey().isEmpty()) {
      return Optional.empty();
    }
    for (Place place : List.of(Place.PENDING, Place.CLAIMED)) {
      for (JobId jid : box.jids(place)) {
        if (hasKeyOf(job, box, place, jid)) {
          return Optional.of(jid);
        }
      }
    }
    return Optional.empty();
  }

  private boolean hasKeyOf(Job job, HostQueue box, Place place, JobId jid) throws IOException {
    try {
      Delivery other = box.read(place, jid).delivery();
      return other.job().origin().dedupeKey().equals(job.origin().dedupeKey())
          && !other.seen(now).state().isLast();
    } catch (CorruptStateException | java.nio.file.NoSuchFileException e) {
      // The host sets a damaged one aside; one that is gone is over.
      return false;
    }
  }

  private static void mustHaveRoom(HostQueue box) throws IOException {
    if (box.names(Place.PENDING).size() >= MOST_PENDING) {
      throw new RunnerException(
          ExitCode.CANT_WRITE,
          box.path().toString(),
          "holds " + MOST_PENDING + " pending jobs",
          "cancel some, or use backend = postgresql");
    }
  }
}
