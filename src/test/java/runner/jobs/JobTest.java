package runner.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.jobs.Delivery.Due;
import runner.jobs.Delivery.State;
import runner.journal.disk.CorruptStateException;
import runner.task.RunnerException;

/** The model: ids, texts, rules and transitions. */
final class JobTest {
  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03.000456Z");

  @Test
  void an_id_is_one_of_salt_too() {
    String jid = JobId.at(NOW, 0.999999999).text();
    assertThat(jid).startsWith("20261121010203000456_");
    // What is_jid of salt/utils/jid.py asks.
    assertThat(jid.length() == 20 || (jid.length() > 21 && jid.charAt(20) == '_')).isTrue();
    assertThat(jid.substring(0, 20)).containsOnlyDigits();
    assertThat(JobId.parse(jid)).contains(new JobId(jid));
    assertThat(JobId.at(NOW, 1.0).text()).hasSize(27);
    assertThat(JobId.at(NOW.plusNanos(1000), 0)).isGreaterThan(JobId.at(NOW, 0.9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "../x", "20261121010203000456", "20261121010203000456_ABCDEF"})
  void nothing_else_is_an_id(String text) {
    assertThat(JobId.parse(text)).isEmpty();
  }

  @Test
  void a_job_is_read_as_it_was_written() throws CorruptStateException {
    Job job = new Jobs().idempotent(3).key("k\u00e9y").notBefore(NOW).submitted(NOW).job();
    assertThat(Job.decode(job.encode())).isEqualTo(job);
    assertThat(job.encode()).isEqualTo(job.encode());
  }

  @Test
  void a_changed_bit_anywhere_shows() {
    byte[] text = Jobs.any().encode();
    for (int at = 0; at < text.length; at++) {
      byte[] changed = text.clone();
      changed[at] ^= 4;
      assertThatThrownBy(() -> Job.decode(changed)).isInstanceOf(CorruptStateException.class);
    }
    assertThatThrownBy(() -> Job.decode(Arrays.copyOf(text, text.length / 2)))
        .isInstanceOf(CorruptStateException.class);
    assertThatThrownBy(() -> Job.decode("{}\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CorruptStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/x", ".", "..", "", "a/b", "-f", "a\nb", ".hidden", "a b"})
  void a_name_that_leads_elsewhere_is_no_name(String name) {
    assertThatThrownBy(() -> new Job.Work(name, List.of(), Map.of()))
        .isInstanceOf(RunnerException.class)
        .hasMessageContaining("is no name of a job");
    assertThatThrownBy(() -> Job.host(name)).isInstanceOf(RunnerException.class);
  }

  @Test
  void names_have_an_end() {
    assertThat(new Job.Work("a".repeat(200), List.of(), Map.of()).task()).hasSize(200);
    assertThatThrownBy(() -> new Job.Work("a".repeat(201), List.of(), Map.of()))
        .hasMessageContaining("is no name");
    List<String> large = List.of("x".repeat(70_000));
    Job job = Jobs.any();
    Job.Work work = new Job.Work("a", large, Map.of());
    assertThatThrownBy(() -> new Job(job.jid(), work, job.terms(), job.origin()).encode())
        .hasMessageContaining("are more than 65536");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "LD_PRELOAD", "RUNNER_JOB_ID", "RUNNER_JOB_", "RUNNER_JOB_A=B"})
  void a_job_sets_no_variable_but_its_own(String name) {
    assertThatThrownBy(() -> new Job.Work("a", List.of(), Map.of(name, "x")))
        .hasMessageContaining("may not be set by a job");
  }

  @Test
  void only_an_idempotent_job_starts_twice() {
    Instant then = NOW.plusSeconds(1);
    assertThatThrownBy(
            () -> new Job.Terms(Optional.empty(), then, Optional.empty(), false, 2, 5, false))
        .hasMessageContaining("would run a job twice");
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void from_a_last_state_nothing_follows(State from) {
    boolean goesOn = Arrays.stream(State.values()).anyMatch(from::mayBecome);
    assertThat(goesOn).isEqualTo(!from.isLast());
    assertThat(State.PENDING.mayBecome(from))
        .isEqualTo(
            List.of(State.DELIVERED, State.CANCELLED, State.EXPIRED, State.EXHAUSTED)
                .contains(from));
    assertThat(State.RUNNING.mayBecome(from) && from == State.CANCELLED).isFalse();
  }

  @Test
  void a_delivery_is_due_by_the_clock_alone() {
    Job job =
        new Jobs().submitted(NOW).notBefore(NOW.plusSeconds(60)).expiry(Duration.ofHours(1)).job();
    Delivery pending = Delivery.pending(job, "web1", "");
    assertThat(pending.due(NOW)).isEqualTo(Due.LATER);
    assertThat(pending.due(NOW.plusSeconds(60))).isEqualTo(Due.NOW);
    assertThat(pending.due(NOW.plusSeconds(3600))).isEqualTo(Due.EXPIRED);
    assertThat(pending.seen(NOW.plusSeconds(3600)).state()).isEqualTo(State.EXPIRED);
    assertThat(pending.due(NOW.minusSeconds(301))).isEqualTo(Due.LATER);
    assertThat(pending.isHeld(NOW.minusSeconds(301))).isTrue();
    assertThat(pending.isHeld(NOW.minusSeconds(300))).isFalse();
  }
}
