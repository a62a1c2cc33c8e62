package runner.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What a server may do while it is pushed to. */
final class PreReceive {
  static final String DENIES = "echo 'protected branch' >&2\nexit 1\n";

  private PreReceive() {}

  static void write(Locks locks, String script) {
    try {
      Path hook = Files.createDirectories(locks.bare().resolve("hooks")).resolve("pre-receive");
      Files.writeString(hook, "#!/bin/sh\n" + script);
      Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves the branch once under the pusher's feet, and notes by which commit in {@code raced}. */
  static String races(Locks locks, Path root) {
    return """
    [ -e '%1$s' ] && exit 0
    unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
    cd '%2$s' || exit 1
    export GIT_AUTHOR_NAME=r GIT_AUTHOR_EMAIL=r GIT_COMMITTER_NAME=r GIT_COMMITTER_EMAIL=r
    new=$(git commit-tree -p HEAD -m rival "$(git rev-parse 'HEAD^{tree}')")
    git update-ref HEAD "$new"
    echo "$new" > '%1$s'
    """
        .formatted(root.resolve("raced"), locks.bare());
  }
}
