package runner.bench;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import runner.schedule.ScheduleDecision;
import runner.schedule.Schedule;

/** How many decisions of a schedule one thread makes in a second; the goal is 500,000. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBenchmark {
  private static final int MOMENTS = 1024;
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** From the cheapest schedule to one that needs every rule. */
  @Param({
    "period=daily",
    "period=weekly;periodmatch=number",
    "range=2 - 4",
    "period=daily;repeat=2;range=22 - 6, 12:30 - 13;weekday=Mon, Wed, Sat"
  })
  public String schedule;

  private final ZonedDateTime[] moments = new ZonedDateTime[MOMENTS];
  private Schedule subject;
  private Optional<Instant> previous;
  private int next;

  /** The moments of a year, 8.5 hours apart: all hours, all weekdays, both clock changes. */
  @Setup
  public void prepare() {
    Map<String, String> parameters = new TreeMap<>();
    for (String word : schedule.split(";", -1)) {
      int equals = word.indexOf('=');
      parameters.put(word.substring(0, equals), word.substring(equals + 1));
    }
    subject = Schedule.fromText(parameters);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < MOMENTS; i++) {
      moments[i] = start.plusSeconds(30_600L * i).atZone(ZONE);
    }
    previous = Optional.of(moments[MOMENTS / 2].toInstant());
  }

  /** Whether the schedule is open, with the reason. */
  @Benchmark
  public ScheduleDecision match() {
    next = (next + 1) % MOMENTS;
    return subject.match(moments[next], previous);
  }

  /** The next opening, which `plan` shows for each task whose schedule is closed. */
  @Benchmark
  public Optional<Instant> next() {
    next = (next + 1) % MOMENTS;
    return subject.next(moments[next], previous);
  }
}
