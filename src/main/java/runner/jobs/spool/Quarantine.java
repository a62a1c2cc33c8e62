package runner.jobs.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import runner.files.AtomicFile;
import runner.files.DurableFiles;
import runner.jobs.spool.HostQueue.Place;
import runner.task.Problem;

/** Where a host moves files that lie among its jobs and are none, so that they delay no job. */
record Quarantine(HostQueue box) {
  private static final int LONGEST_KEPT = 60;
  private static final String WHY = ".why";

  /**
   * Takes a file there, with a note that says why.
   *
   * @return where it is now
   * @throws java.nio.file.NoSuchFileException where it is gone
   */
  Path take(Path file, String reason, Instant now) throws IOException {
    String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    String kept = name.substring(0, Math.min(name.length(), LONGEST_KEPT));
    Path aside = box.directory(Place.QUARANTINE).resolve(kept + "." + now.toEpochMilli());
    DurableFiles.move(file, aside);
    note(aside, reason);
    return aside;
  }

  /**
   * Writes the reason beside the file; without effect on a full disk, which is reported elsewhere.
   */
  private static void note(Path aside, String reason) {
    try {
      AtomicFile.durable(note(aside)).write(reason.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The file itself is kept, and the caller warns with the same reason.
    }
  }

  private static Path note(Path aside) {
    return aside.resolveSibling(aside.getFileName() + WHY);
  }

  /** What is there, with its reason. */
  List<Problem> all() throws IOException {
    List<Problem> all = new ArrayList<>();
    for (String name : box.names(Place.QUARANTINE)) {
      if (!name.endsWith(WHY)) {
        Path aside = box.directory(Place.QUARANTINE).resolve(name);
        all.add(
            Problem.config(
                aside.toString(),
                "is no job (" + why(note(aside)) + ") and was set aside",
                "submit anew what is missed; rm -r " + aside + " " + note(aside)));
      }
    }
    return all;
  }

  private static String why(Path note) {
    try {
      return Files.readString(note, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "why was not written down";
    }
  }
}
