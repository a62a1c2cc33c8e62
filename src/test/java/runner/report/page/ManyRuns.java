package runner.report.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import runner.event.ChainOutcome;
import runner.journal.RunRecord;
import runner.support.PastRuns;
import runner.support.SomeBoots;

/** As many boots as are kept, of a chain as long as any; always the same. */
final class ManyRuns {
  private ManyRuns() {}

  /** Writes them and reads them; in each one task fails once, and each task prints 40 lines. */
  static List<RunRecord> in(Path state, int runs, int tasks) throws IOException {
    Random random = new Random(1);
    PastRuns past = new PastRuns(state);
    String[] plan = new String[tasks];
    for (int i = 0; i < tasks; i++) {
      plan[i] = i + 1 + "-task-number-" + (i + 1) + ".sh";
    }
    for (int run = 1; run <= runs; run++) {
      past.boot("boot-" + run).begin(plan);
      Duration began = past.clock().uptime();
      int bad = random.nextInt(tasks);
      walk(past, plan, bad, random);
      past.retry(plan[bad], Duration.ofSeconds(1 + random.nextInt(30)));
      walk(past, plan, tasks, random);
      past.end(ChainOutcome.SUCCEEDED, past.clock().uptime().minus(began));
      past.pass(Duration.ofHours(8));
    }
    return SomeBoots.kept(state);
  }

  private static void walk(PastRuns past, String[] plan, int bad, Random random)
      throws IOException {
    for (int i = 0; i < plan.length && i <= bad; i++) {
      Duration took = Duration.ofMillis(20 + random.nextInt(3000));
      String line = "Notice: /Stage[main]/Thing[" + random.nextInt() + "]/ensure: created\n";
      past.ran(plan[i], took, i == bad ? 1 : 0, line.repeat(40));
    }
  }
}
