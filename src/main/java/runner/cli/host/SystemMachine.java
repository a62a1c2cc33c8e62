package runner.cli.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import runner.exec.spawn.ProcessSpawner;
import runner.process.BootId;
import runner.stream.ProgramStreams;
import runner.task.Clock;

/** The machine itself. */
public final class SystemMachine implements Machine {
  /** The bits of a mode that tell the kind of a file, and two kinds; see inode(7). */
  private static final int KIND = 0170000;

  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  /** A reader that takes nothing has so long at the end, however many streams wait for one. */
  private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

  private final OwnStream out = new OwnStream(new FileOutputStream(FileDescriptor.out));
  private final OwnStream err = new OwnStream(new FileOutputStream(FileDescriptor.err));
  private final PrintStream printedOut = utf8(out);
  private final PrintStream printedErr = utf8(err);
  private Optional<ProgramStreams> streams = Optional.empty();
  private Optional<BootId> boot = Optional.empty();

  @Override
  public Map<String, String> environment() {
    return System.getenv();
  }

  @Override
  public PrintStream out() {
    return printedOut;
  }

  @Override
  public PrintStream err() {
    return printedErr;
  }

  @Override
  public ProgramStreams streams() {
    if (streams.isEmpty()) {
      ProgramStreams opened = ProgramStreams.open(clock());
      out.leadTo(opened.out());
      err.leadTo(opened.err());
      // What the JVM itself says, such as of an exception that nobody caught.
      System.setErr(printedErr);
      streams = Optional.of(opened);
    }
    return streams.get();
  }

  @Override
  public void endStreams() {
    streams.ifPresent(opened -> opened.end(LAST_CHANCE));
  }

  @Override
  public boolean piped() {
    try {
      int mode = (Integer) Files.getAttribute(Path.of("/proc/self/fd/1"), "unix:mode");
      return (mode & KIND) == PIPE || (mode & KIND) == SOCKET;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public InputStream input() {
    return System.in;
  }

  @Override
  public boolean terminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public Duration uptime() {
        return Duration.ofNanos(System.nanoTime());
      }
    };
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** From the kernel itself: the JDK's secure source takes longer to load than a look-up lasts. */
  @Override
  public String randomId(int bytes) {
    try (InputStream source = Files.newInputStream(Path.of("/dev/urandom"))) {
      return HexFormat.of().formatHex(source.readNBytes(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Path> launcher() {
    return Optional.ofNullable(System.getProperty("runner.launcher")).map(Path::of);
  }

  @Override
  public String name() {
    return firstLine("/proc/sys/kernel/hostname").orElse("localhost");
  }

  @Override
  public BootId bootId() {
    // Asked before each task, and never another while we run.
    boot = boot.or(() -> Optional.of(BootId.ofThisBoot(SystemMachine::userspaceStart)));
    return boot.get();
  }

  /** systemd's own word for the begin of user space, which a soft reboot makes anew. */
  private static Optional<String> userspaceStart() {
    if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
      return Optional.empty();
    }
    return ProcessSpawner.answer(
            List.of(
                "/usr/bin/systemctl", "show", "--property=UserspaceTimestampMonotonic", "--value"),
            Duration.ofSeconds(2))
        .filter(time -> time.matches("[1-9][0-9]{0,17}"));
  }

  @Override
  public String instanceId() {
    return firstLine("/var/lib/cloud/data/instance-id")
        .or(() -> firstLine("/etc/machine-id"))
        .orElse("unknown");
  }

  private static Optional<String> firstLine(String file) {
    try {
      String line = Files.readString(Path.of(file)).split("\n", 2)[0];
      return line.isBlank() ? Optional.empty() : Optional.of(line);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public boolean root() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, false, StandardCharsets.UTF_8);
  }
}
