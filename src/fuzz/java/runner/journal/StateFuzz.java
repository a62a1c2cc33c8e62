package runner.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.text.EnumWord;

/**
 * Any bytes are a journal and a file of last successes, or damage; never anything else. One input
 * in three is taken as it is. One gets a checksum on each line first, so that the search gets past
 * the checksums. Of one, each three characters become a record, so that it gets past the syntax,
 * too.
 */
public final class StateFuzz {
  private static final Path RUN = run();
  private static final Path JOURNAL = RUN.resolve(RunStore.JOURNAL);

  private static final List<String> KINDS =
      List.of(
          JournalFormat.TASK_STARTED,
          JournalFormat.TASK_SPAWNED,
          JournalFormat.TASK_FINISHED,
          JournalFormat.TASK_SKIPPED,
          JournalFormat.HOOK,
          JournalFormat.RETRY,
          JournalFormat.GAVE_UP,
          JournalFormat.HALT_STARTED,
          JournalFormat.HALT_FINISHED,
          JournalFormat.RUN_FINISHED);
  private static final List<String> FIELDS =
      List.of(
          "task cookie content log state reason pass pid ticks code signal took_ms pause_ms since_ms"
              .split(" ", -1));
  private static final List<String> NUMBERS = FIELDS.subList(FIELDS.indexOf("pass"), FIELDS.size());
  private static final List<String> STATES =
      Stream.of(RunRecord.State.values()).map(EnumWord::of).toList();
  private static final JournalRecord FIRST =
      JournalRecord.of(JournalFormat.RUN_STARTED, Instant.EPOCH)
          .with("schema", JournalFormat.SCHEMA)
          .with("boot", "b")
          .with("instance", "i")
          .with("pid", 1)
          .with("ticks", 1)
          .with("tasks", List.of("1-a", "2-b"));

  private StateFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    switch (text.isEmpty() ? 0 : text.charAt(0) % 3) {
      case 0 -> Files.write(JOURNAL, bytes);
      case 1 -> Files.write(JOURNAL, sealed(text));
      default -> Files.write(JOURNAL, recorded(text));
    }
    try {
      RunRecord run = RunFold.of(RUN, JOURNAL);
      if (!run.equals(RunFold.of(RUN, JOURNAL))) {
        throw new IllegalStateException("read twice, it differs");
      }
    } catch (CorruptStateException e) {
      named(e);
    }
    try {
      LastSuccesses.read(JOURNAL);
    } catch (CorruptStateException e) {
      named(e);
    }
  }

  private static void named(CorruptStateException e) {
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      throw new IllegalStateException("damage without a message", e);
    }
  }

  private static byte[] sealed(String text) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String line : text.split("\n", -1)) {
      byte[] open = line.getBytes(StandardCharsets.UTF_8);
      CRC32 sum = new CRC32();
      sum.update(open);
      all.writeBytes(open);
      String seal = ",\"crc32\":\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"}\n";
      all.writeBytes(seal.getBytes(StandardCharsets.US_ASCII));
    }
    return all.toByteArray();
  }

  /** A run of two tasks, and whole records but for one field: their type, the field, its value. */
  private static byte[] recorded(String text) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(FIRST.encode());
    for (int i = 0; i + 2 < text.length(); i += 3) {
      JournalRecord record = JournalRecord.of(of(KINDS, text.charAt(i)), Instant.EPOCH);
      for (String field : FIELDS) {
        record = record.with(field, NUMBERS.contains(field) ? 1L : "1-a");
      }
      record = record.with("state", "failed");
      record = record.with(of(FIELDS, text.charAt(i + 1)), value(text.charAt(i + 2)));
      all.writeBytes(record.encode());
    }
    return all.toByteArray();
  }

  private static Object value(char told) {
    return switch (told % 8) {
      case 0 -> (long) told;
      case 1 -> STATES.get(told / 8 % STATES.size());
      case 2 -> -1L;
      case 3 -> Long.MAX_VALUE;
      case 4 -> true;
      case 5 -> List.of("1-a");
      case 6 -> String.valueOf(told);
      default -> told % 16 == 7 ? "1-a" : "2-b";
    };
  }

  private static String of(List<String> words, char told) {
    return words.get(told % words.size());
  }

  private static Path run() {
    try {
      return Files.createTempDirectory("fuzz");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
