package runner.jobs.spool;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.Store.Change;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;

/**
 * A file of the spool: the job as it was submitted, where its delivery is, and what moved it there.
 *
 * @param changes the oldest first
 */
record JobFile(Delivery delivery, List<Change> changes) {
  private static final String DELIVERY = "delivery";
  private static final String CHANGE = "change";

  JobFile {
    changes = List.copyOf(changes);
  }

  /** A new one. */
  static JobFile submitted(Delivery delivery, Instant now) {
    String actor = delivery.job().origin().submittedBy();
    return new JobFile(delivery, List.of(change(now, actor, delivery, delivery)));
  }

  /** The entry after a step. */
  JobFile moved(Delivery to, String actor, Instant now) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change(now, actor, delivery, to));
    return new JobFile(to, all);
  }

  private static Change change(Instant now, String actor, Delivery from, Delivery to) {
    return new Change(now, actor, to.job().jid(), to.host(), from.state(), to.state());
  }

  byte[] encode(Instant now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(delivery.job().encode());
    bytes.writeBytes(
        JournalRecord.of(DELIVERY, now)
            .with("host", delivery.host())
            .with("signature", delivery.signature())
            .with("state", delivery.state().word())
            .with("incarnation", delivery.incarnation())
            .with("deliveries", delivery.deliveries())
            .with("delivered_at", delivery.deliveredAt().map(Instant::toString))
            .with("started_at", delivery.startedAt().map(Instant::toString))
            .with("finished_at", delivery.finishedAt().map(Instant::toString))
            .with("code", delivery.result().exitCode())
            .with("signal", delivery.result().signal())
            .with("tail", delivery.result().tail())
            .with("reason", delivery.result().reason())
            .with("changes", changes.size())
            .encode());
    for (Change change : changes) {
      bytes.writeBytes(
          JournalRecord.of(CHANGE, change.at())
              .with("actor", change.actor())
              .with("from", change.from().word())
              .with("to", change.to().word())
              .encode());
    }
    return bytes.toByteArray();
  }

  static JobFile decode(byte[] bytes) throws CorruptStateException {
    List<byte[]> lines = lines(bytes);
    if (lines.size() < 2) {
      throw new CorruptStateException("the file is not whole");
    }
    Job job = Job.decode(lines.get(0));
    JournalRecord line = line(lines.get(1), DELIVERY);
    Delivery delivery =
        new Delivery(
            job,
            line.text("host"),
            line.text("signature"),
            line.choice("state", State.class),
            line.text("incarnation"),
            line.small("deliveries"),
            line.maybeInstant("delivered_at"),
            line.maybeInstant("started_at"),
            line.maybeInstant("finished_at"),
            result(line));
    List<Change> changes = new ArrayList<>();
    for (byte[] text : lines.subList(2, lines.size())) {
      changes.add(change(line(text, CHANGE), delivery));
    }
    if (changes.size() != line.small("changes")) {
      throw new CorruptStateException("the file is not whole");
    }
    return new JobFile(delivery, changes);
  }

  private static Delivery.Result result(JournalRecord line) throws CorruptStateException {
    return new Delivery.Result(
        line.maybeSmall("code"), line.maybeSmall("signal"), line.text("tail"), line.text("reason"));
  }

  private static Change change(JournalRecord line, Delivery delivery) throws CorruptStateException {
    return new Change(
        line.at(),
        line.text("actor"),
        delivery.job().jid(),
        delivery.host(),
        line.choice("from", State.class),
        line.choice("to", State.class));
  }

  private static JournalRecord line(byte[] text, String type) throws CorruptStateException {
    JournalRecord line = JournalRecord.decode(text);
    if (!line.type().equals(type)) {
      throw new CorruptStateException("a line of another kind");
    }
    return line;
  }

  private static List<byte[]> lines(byte[] bytes) throws CorruptStateException {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, from, at + 1));
        from = at + 1;
      }
    }
    if (from != bytes.length) {
      throw new CorruptStateException("the file is not whole");
    }
    return lines;
  }

  /** A cancellation that was cut short between its two steps; the first one decided. */
  JobFile settledAsEnded() {
    if (delivery.state().isLast()) {
      return this;
    }
    Instant when = delivery.job().origin().submittedAt();
    Delivery.Result cut = Delivery.Result.of("cancelled; by whom was not written down in time");
    return new JobFile(
        new Delivery(
            delivery.job(),
            delivery.host(),
            delivery.signature(),
            State.CANCELLED,
            "",
            delivery.deliveries(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(when),
            cut),
        changes);
  }
}
