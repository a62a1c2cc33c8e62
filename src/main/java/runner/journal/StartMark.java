package runner.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.files.DurableFiles;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.text.EnumWord;

/**
 * An empty file in the directory of a run whose name says how its start stands. It needs no block
 * on the disk, so it can be made where there is no room for the record of the starts.
 */
final class StartMark {
  private static final Pattern NAME =
      Pattern.compile(
          "start ([0-9a-zA-Z+-]{1,100}) ([0-9]{1,10}) ([0-9]{1,18}) ([A-Za-z0-9._-]{1,64})"
              + " ([a-z]{1,20}) ([0-9]{1,15})");
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private StartMark() {}

  /** Puts a start's mark in place of the one before. */
  static void write(Path directory, StartRecord start) throws IOException {
    List<Path> before = marks(directory);
    Path mark = directory.resolve(name(start));
    if (before.isEmpty()) {
      DurableFiles.fresh(mark).close();
    } else {
      DurableFiles.move(before.get(0), mark);
    }
  }

  /** The start as its mark tells it; empty where it has none. */
  static Optional<StartRecord> read(Path directory, String run) throws IOException {
    try {
      return marks(directory).stream()
          .map(mark -> NAME.matcher(mark.getFileName().toString()))
          .filter(Matcher::matches)
          .flatMap(name -> of(run, name).stream())
          .findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static List<Path> marks(Path directory) throws IOException {
    return DurableFiles.list(directory).stream()
        .filter(file -> file.getFileName().toString().startsWith("start "))
        .toList();
  }

  private static String name(StartRecord start) {
    boolean plain = INSTANCE.matcher(start.instance()).matches();
    return String.join(
        " ",
        "start",
        start.runner().boot().text(),
        Long.toString(start.runner().id().pid()),
        Long.toString(start.runner().id().started()),
        plain ? start.instance() : RunRecord.Origin.UNKNOWN,
        EnumWord.of(start.state()),
        Long.toString(start.at().toEpochMilli()));
  }

  private static Optional<StartRecord> of(String run, Matcher name) {
    RecordedProcess runner =
        new RecordedProcess(
            new BootId(name.group(1)),
            new ProcessId(Long.parseLong(name.group(2)), Long.parseLong(name.group(3))));
    RunRecord.Origin origin = new RunRecord.Origin(runner, name.group(4), Optional.empty(), "");
    Instant at = Instant.ofEpochMilli(Long.parseLong(name.group(6)));
    return EnumWord.parse(name.group(5), RunRecord.State.class)
        .map(state -> StartRecord.begun(run, origin, at).ended(state, "", false));
  }
}
