package runner.jobs.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import runner.jobs.Delivery;
import runner.jobs.JobId;
import runner.jobs.spool.HostQueue.Place;
import runner.journal.disk.CorruptStateException;

/** Removes jobs that are over, and the files of submissions that were killed. */
record SpoolPurge(HostQueue box, Instant now) {
  /** No submission takes longer. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  int before(Instant time) throws IOException {
    int purged = 0;
    for (Place place : List.of(Place.PENDING, Place.ENDED)) {
      for (JobId jid : box.jids(place)) {
        if (isOver(place, jid, time)) {
          box.remove(place, jid);
          purged++;
        }
      }
    }
    for (JobId jid : box.jids(Place.TMP)) {
      if (isAbandoned(jid)) {
        box.remove(Place.TMP, jid);
      }
    }
    return purged;
  }

  private boolean isOver(Place place, JobId jid, Instant time) throws IOException {
    try {
      JobFile entry = box.read(place, jid);
      Delivery seen = (place == Place.ENDED ? entry.settledAsEnded() : entry).delivery().seen(now);
      return seen.state().isLast() && seen.finishedAt().filter(time::isAfter).isPresent();
    } catch (CorruptStateException | NoSuchFileException e) {
      return false;
    }
  }

  private boolean isAbandoned(JobId jid) throws IOException {
    try {
      Instant written = Files.getLastModifiedTime(box.file(Place.TMP, jid)).toInstant();
      return written.isBefore(now.minus(ABANDONED));
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
