package runner.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import runner.journal.disk.DamageException;

/**
 * Any bytes are a journal and marks, or damage; never anything else. Every other input is sealed
 * line by line first, so that the search comes past the checksums.
 */
public final class StateFuzz {
  private static final Path RUN = run();
  private static final Path JOURNAL = RUN.resolve(RunStore.JOURNAL);

  private StateFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    boolean seal = bytes.length > 0 && bytes[0] % 2 == 0;
    Files.write(JOURNAL, seal ? sealed(new String(bytes, StandardCharsets.UTF_8)) : bytes);
    try {
      RunRecord run = RunFold.of(RUN, JOURNAL);
      if (!run.equals(RunFold.of(RUN, JOURNAL))) {
        throw new IllegalStateException("read twice, it differs");
      }
    } catch (DamageException e) {
      named(e);
    }
    try {
      Successes.read(JOURNAL);
    } catch (DamageException e) {
      named(e);
    }
  }

  private static void named(DamageException e) {
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      throw new IllegalStateException("damage without a word on it", e);
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

  private static Path run() {
    try {
      return Files.createTempDirectory("fuzz");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
