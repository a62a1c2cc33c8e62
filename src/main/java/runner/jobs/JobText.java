package runner.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.task.RunnerException;

/** A job as text and back. Two equal jobs have equal texts. */
final class JobText {
  static final long VERSION = 1;
  private static final String TYPE = "job";

  private JobText() {}

  static byte[] encode(Job job) {
    Job.Terms terms = job.terms();
    Job.Origin origin = job.origin();
    return JournalRecord.of(TYPE, origin.submittedAt())
        .with("v", VERSION)
        .with("jid", job.jid().text())
        .with("task", job.work().task())
        .with("args", job.work().args())
        .with("env", pairs(job.work().env()))
        .with("target", origin.target())
        .with("submitted_by", origin.submittedBy())
        .with("not_before", terms.notBefore().map(Instant::toString))
        .with("expires_at", terms.expiresAt().toString())
        .with("max_time_ms", terms.maxTime().map(Duration::toMillis))
        .with("idempotent", terms.idempotent())
        .with("max_starts", terms.maxStarts())
        .with("max_deliveries", terms.maxDeliveries())
        .with("reboots", terms.reboots())
        .with("dedupe_key", origin.dedupeKey())
        .with("retry_of", origin.retryOf().map(JobId::text))
        .with("key_id", origin.keyId())
        .encode();
  }

  static Job decode(byte[] text) throws CorruptStateException {
    if (text.length > JobRules.LARGEST) {
      throw new CorruptStateException("larger than any job");
    }
    JournalRecord line = JournalRecord.decode(text);
    if (!line.type().equals(TYPE) || line.number("v") != VERSION) {
      throw new CorruptStateException("not a job of this version");
    }
    try {
      return new Job(jid(line.text("jid")), work(line), terms(line), origin(line));
    } catch (RunnerException e) {
      throw new CorruptStateException(e.problems().get(0).fact());
    }
  }

  private static Job.Work work(JournalRecord line) throws CorruptStateException {
    return new Job.Work(line.text("task"), line.texts("args"), map(line.texts("env")));
  }

  private static Job.Terms terms(JournalRecord line) throws CorruptStateException {
    return new Job.Terms(
        line.maybeInstant("not_before"),
        line.instant("expires_at"),
        line.maybeDuration("max_time_ms"),
        line.truth("idempotent"),
        line.small("max_starts"),
        line.small("max_deliveries"),
        line.truth("reboots"));
  }

  private static Job.Origin origin(JournalRecord line) throws CorruptStateException {
    Optional<String> retryOf = line.maybeText("retry_of");
    return new Job.Origin(
        line.text("submitted_by"),
        line.at(),
        line.text("target"),
        line.maybeText("dedupe_key"),
        retryOf.isPresent() ? Optional.of(jid(retryOf.get())) : Optional.empty(),
        line.maybeText("key_id"));
  }

  static JobId jid(String text) throws CorruptStateException {
    return JobId.parse(text).orElseThrow(() -> new CorruptStateException("no id of a job"));
  }

  private static List<String> pairs(Map<String, String> env) {
    return new TreeMap<>(env)
        .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }

  private static Map<String, String> map(List<String> pairs) throws CorruptStateException {
    Map<String, String> env = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CorruptStateException("env does not hold variables");
      }
      env.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return env;
  }
}
