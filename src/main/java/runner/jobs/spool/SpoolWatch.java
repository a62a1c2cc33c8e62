package runner.jobs.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runner.jobs.Store;
import runner.jobs.spool.HostQueue.Place;
import runner.wait.DirectoryWatch;
import runner.wait.StopRequest;

/** Wakes when files move; not when another machine moves them on a shared file system. */
record SpoolWatch(DirectoryWatch changes) implements Store.Watch {

  static SpoolWatch of(List<HostQueue> boxes) throws IOException {
    List<Path> directories =
        boxes.stream()
            .flatMap(
                box -> Stream.of(Place.PENDING, Place.CLAIMED, Place.ENDED).map(box::directory))
            .toList();
    DirectoryWatch changes = new DirectoryWatch(StopRequest.never());
    try {
      changes.watch(directories);
      return new SpoolWatch(changes);
    } catch (IOException e) {
      changes.close();
      throw e;
    }
  }

  @Override
  public void await(Duration atMost) {
    changes.await(Optional.of(atMost));
  }

  @Override
  public void close() {
    changes.close();
  }
}
