package runner.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.text.EnumWord;

/**
 * What is known of one start of the chain without its journal: little enough for a place of fixed
 * size.
 *
 * @param run the id of the run
 * @param state RUNNING from the start on, until it is known how it ended
 * @param reason why it ended so; cut where it is long
 * @param at when it began or, of one that was refused, when that was last
 * @param refusal where it was refused
 * @param whole whether its journal has it to its end, so that this adds nothing to it
 */
record StartRecord(
    String run,
    RecordedProcess runner,
    String instance,
    String config,
    RunRecord.State state,
    String reason,
    Instant at,
    Optional<RunRecord.Refusal> refusal,
    boolean whole) {
  /** Bytes on the disk. */
  static final int SIZE = 1024;

  /** What the other fields need is less than half of the size. */
  private static final int LONGEST_REASON = 400;

  private static final int LONGEST_CONFIG = 200;
  private static final String TYPE = "start";

  /** A start that has just begun. */
  static StartRecord begun(String run, RunRecord.Origin origin, Instant now) {
    return new StartRecord(
        run,
        origin.runner(),
        origin.instance(),
        origin.config(),
        RunRecord.State.RUNNING,
        "",
        now,
        Optional.empty(),
        false);
  }

  /** A start that ended before anything ran. */
  static StartRecord refused(
      String run, RunRecord.Origin origin, RunRecord.Refusal refusal, String reason, Instant now) {
    return new StartRecord(
        run,
        origin.runner(),
        origin.instance(),
        origin.config(),
        RunRecord.State.REFUSED,
        reason,
        now,
        Optional.of(refusal),
        false);
  }

  /** A start of which no more is known than that there was one. */
  static StartRecord unknown(String run) {
    RecordedProcess nobody =
        new RecordedProcess(new BootId("unknown"), ProcessId.ofUnknownStart(0));
    return new StartRecord(
        run,
        nobody,
        RunRecord.Origin.UNKNOWN,
        "",
        RunRecord.State.INTERRUPTED,
        "nothing of it was recorded",
        RunIds.time(run),
        Optional.empty(),
        false);
  }

  /** The same start, as it ended. */
  StartRecord ended(RunRecord.State how, String why, boolean recorded) {
    return new StartRecord(run, runner, instance, config, how, why, at, refusal, recorded);
  }

  /** The same, now that its journal has it. */
  StartRecord recorded() {
    return new StartRecord(run, runner, instance, config, state, reason, at, refusal, true);
  }

  /** Equal refusals in a row are one run. */
  StartRecord after(RunRecord last) {
    RunRecord.Refusal mine = refusal.orElseThrow();
    boolean equal =
        last.refusal().filter(r -> r.code() == mine.code() && r.own() == mine.own()).isPresent()
            && last.reason().equals(reason)
            && last.origin().config().equals(config)
            && last.origin().instance().equals(instance);
    if (!equal) {
      return this;
    }
    int count = last.refusal().orElseThrow().count() + 1;
    RunRecord.Refusal again = new RunRecord.Refusal(mine.code(), count, mine.own());
    return new StartRecord(
        last.id(), runner, instance, config, state, reason, at, Optional.of(again), false);
  }

  long number() {
    return RunIds.number(run);
  }

  /** The bytes of it, always {@link #SIZE}. */
  byte[] encode() {
    byte[] line = line(LONGEST_REASON);
    // Escapes can make a text six times as long.
    byte[] fits = line.length < SIZE ? line : line(LONGEST_REASON / 8);
    byte[] filled = Arrays.copyOf(fits, SIZE);
    Arrays.fill(filled, fits.length, SIZE, (byte) ' ');
    return filled;
  }

  private byte[] line(int longest) {
    JournalRecord line =
        JournalRecord.of(TYPE, at)
            .with("run", run)
            .with("boot", runner.boot().text())
            .with("pid", runner.id().pid())
            .with("ticks", runner.id().started())
            .with("instance", cut(instance, LONGEST_CONFIG))
            .with("config", cut(config, longest / 2))
            .with("state", EnumWord.of(state))
            .with("reason", cut(reason, longest))
            .with("whole", whole);
    refusal.ifPresent(
        r -> line.with("code", r.code()).with("count", r.count()).with("own", r.own()));
    return line.encode();
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }

  /** Reads what {@link #encode} made; anything else tells nothing. */
  static Optional<StartRecord> decode(byte[] bytes) {
    try {
      int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
      JournalRecord line = JournalRecord.decode(Arrays.copyOf(bytes, end));
      return line.type().equals(TYPE) && RunIds.isId(line.text("run"))
          ? Optional.of(of(line))
          : Optional.empty();
    } catch (CorruptStateException e) {
      return Optional.empty();
    }
  }

  private static StartRecord of(JournalRecord line) throws CorruptStateException {
    return new StartRecord(
        line.text("run"),
        RunHeader.runner(line),
        line.text("instance"),
        line.text("config"),
        line.choice("state", RunRecord.State.class),
        line.text("reason"),
        line.at(),
        line.fields().containsKey("code") ? Optional.of(RunHeader.refusal(line)) : Optional.empty(),
        line.truth("whole"));
  }
}
