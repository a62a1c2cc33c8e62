package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.Program;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/** A task's output delays nothing, needs bounded memory, and arrives as it was written. */
@ExtendWith(Cases.class)
final class OutputTrapsTest {
  private static final long GIB = 1L << 30;
  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {Scripts.LEAVES_OUTPUT_OPEN, Scripts.LEAVES_OUTPUT_OPEN_LATER})
  void a_daemon_that_holds_the_output_open_delays_nothing(String body, Scenario test) {
    ProgramResult result = test.cfg("").task("1-a", body).task("2-b", "").run();

    result.assertExit(0).assertTrace("task 1-a", "task 2-b").assertWithin(Duration.ofSeconds(20));
    assertThat(result.left()).as("the daemon lives on").hasSize(1);
  }

  @Test
  void a_daemon_that_writes_after_the_end_of_the_program_survives(Scenario test) throws Exception {
    String daemon =
        "mkfifo go\n(read word < go; echo one; echo two; echo three; echo lives >> \"$TRACE\") &\n";
    ProgramResult result = test.cfg("").task("1-a", daemon).run();

    result.assertExit(0).assertTrace("task 1-a");
    try (RandomAccessFile go = new RandomAccessFile(test.dir().resolve("go").toFile(), "rw")) {
      go.write("go\n".getBytes(StandardCharsets.UTF_8));
      result.awaitTrace("lives", Duration.ofSeconds(10));
    }
  }

  @Test
  void a_child_in_the_foreground_that_holds_the_output_open_does_not_delay_the_timeout(
      Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\nmax_time = 1\nmax_tries = 1\n")
            .task("1-a", Scripts.WAITS_IN_FOREGROUND_CHILD)
            .run();

    result.assertExit(1).assertNoOrphans().assertWithin(Duration.ofSeconds(20));
  }

  @DisplayName("100 MB without a line end and a GiB on each stream need bounded memory and disk")
  @Test
  void a_gibibyte_on_each_stream_needs_bounded_memory_and_disk(Scenario test) throws IOException {
    String memory =
        "sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\) kB/\\1/p' /proc/$PROGRAM_PID/status > hwm";
    ProgramResult result =
        test.cfg("[runner]\nlog_max_size = 1M\nmax_tries = 1\n")
            .task("1-flood", Scripts.floods(GIB))
            .task("2-line", "head -c 100000000 /dev/zero | tr '\\0' x")
            .task("3-memory", memory)
            .discardingOutput()
            .run();

    result.assertExit(0).assertTrace("task 1-flood", "task 2-line", "task 3-memory");
    long kib = Long.parseLong(Files.readString(test.dir().resolve("hwm")).strip());
    assertThat(kib).as("peak memory in KiB").isBetween(1L, 160L * 1024);
    assertThat(sizeOf(test.dir().resolve(".state"))).isLessThan(16L * MIB);
  }

  @Test
  void a_line_without_end_and_both_streams_at_once_arrive_complete(Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\nmax_tries = 1\n")
            .task("1-line", Program.child("no-newline", Integer.toString(8 * MIB)))
            .task("2-both", Program.child("flood", Integer.toString(8 * MIB)))
            .run();

    result.assertExit(0);
    assertThat(result.stdout()).hasSize(16 * MIB).startsWith("xxx").endsWith("yyy\n");
    assertThat(result.stderr().lines().filter(line -> line.equals("y".repeat(63))).count())
        .isEqualTo(8 * MIB / 64);
  }

  @Test
  void every_byte_passes_unchanged(Scenario test) throws IOException {
    test.cfg("[runner]\nmax_tries = 1\n").task("1-a", Program.child("every-byte")).run();

    byte[] seen = Files.readAllBytes(test.dir().resolve(".io").resolve("stdout"));
    byte[] all = new byte[256];
    for (int value = 0; value < 256; value++) {
      all[value] = (byte) value;
    }
    assertThat(seen).isEqualTo(all);
  }

  private static long sizeOf(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside.filter(Files::isRegularFile).mapToLong(one -> one.toFile().length()).sum();
    }
  }
}
