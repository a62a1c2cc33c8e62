package runner.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.journal.disk.CorruptStateException;
import runner.task.RunnerException;

/**
 * What is to be done, the same for every host it is meant for. Never changes once it is stored; a
 * retry is a new job.
 *
 * @param origin where it comes from
 */
public record Job(JobId jid, Work work, Terms terms, Origin origin) {

  /**
   * What runs.
   *
   * @param task the name of an executable in the host's directory of jobs
   * @param args its arguments; no shell sees them
   * @param env further variables, named {@code RUNNER_JOB_...}
   */
  public record Work(String task, List<String> args, Map<String, String> env) {
    public Work {
      args = List.copyOf(args);
      env = Map.copyOf(env);
      JobRules.mustBeSound(task, args, env);
    }
  }

  /**
   * When and how often.
   *
   * @param notBefore no host starts it earlier
   * @param expiresAt no host starts it from then on
   * @param maxTime the longest it may run; absent is the host's own limit
   * @param idempotent whether it may be started again after a crash
   * @param maxStarts how often it may be started on one host in all; 1 unless idempotent
   * @param maxDeliveries how often it may be handed to one host in all
   * @param reboots whether a reboot while it runs is its success
   */
  public record Terms(
      Optional<Instant> notBefore,
      Instant expiresAt,
      Optional<Duration> maxTime,
      boolean idempotent,
      int maxStarts,
      int maxDeliveries,
      boolean reboots) {
    public Terms {
      JobRules.mustBeSound(notBefore, expiresAt, idempotent, maxStarts, maxDeliveries);
    }
  }

  /**
   * Who wanted it.
   *
   * @param target the hosts as they were typed
   * @param dedupeKey while a job with this key is not over on a host, the host gets no second one
   * @param retryOf the job whose failure led to this one
   * @param keyId the key it is signed with
   */
  public record Origin(
      String submittedBy,
      Instant submittedAt,
      String target,
      Optional<String> dedupeKey,
      Optional<JobId> retryOf,
      Optional<String> keyId) {
    public Origin {
      JobRules.mustBeShort("target", target);
      JobRules.mustBeShort("name of the submitter", submittedBy);
      dedupeKey.ifPresent(key -> JobRules.mustBeShort("dedupe key", key));
      keyId.ifPresent(key -> JobRules.mustBeShort("key id", key));
    }
  }

  /** The same job, which says whose key it is signed with. */
  public Job signedBy(String keyId) {
    Origin from = origin;
    return new Job(
        jid,
        work,
        terms,
        new Origin(
            from.submittedBy,
            from.submittedAt,
            from.target,
            from.dedupeKey,
            from.retryOf,
            Optional.of(keyId)));
  }

  /**
   * The job as one line of JSON with a checksum: what is stored, hashed and signed.
   *
   * @throws RunnerException 64 where it is larger than a job may be
   */
  public byte[] encode() {
    byte[] text = JobText.encode(this);
    JobRules.mustFit(text.length);
    return text;
  }

  /** Reads what {@link #encode} wrote; strictly, so that nothing else becomes a job. */
  public static Job decode(byte[] text) throws CorruptStateException {
    return JobText.decode(text);
  }

  /**
   * Makes sure that a text can name a host.
   *
   * @throws RunnerException 64 where it cannot
   */
  public static String host(String name) {
    return JobRules.host(name);
  }
}
