package runner.cli.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import runner.cli.command.Messages;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store;
import runner.jobs.signing.SigningKey;
import runner.report.Json;
import runner.report.text.PrintableText;
import runner.task.ExitCode;

/** Stores one job, says so, and waits for it if that is wanted. */
record JobsSubmission(JobsSetup setup, boolean json, JobsWait waiting) {

  int submit(Job job, List<String> hosts, boolean dry) {
    job.encode();
    if (dry) {
      String args = String.join(" ", job.work().args());
      print(PrintableText.of("would store " + job.work().task() + " " + args).strip());
      print("for " + String.join(",", hosts) + ", until " + job.terms().expiresAt());
      return ExitCode.DONE.number();
    }
    Optional<SigningKey> key = setup.signingKey();
    Job whole = key.map(one -> job.signedBy(one.name().text())).orElse(job);
    try (Store store = setup.store()) {
      List<Store.Address> to =
          key.map(one -> one.sign(whole, hosts))
              .orElseGet(() -> hosts.stream().map(h -> new Store.Address(h, "")).toList());
      List<Store.Accepted> accepted = store.submit(whole, to);
      say(job, accepted);
      Set<JobId> jids = new TreeSet<>();
      accepted.forEach(one -> jids.add(one.jid()));
      return waiting.isWanted() && jids.size() == 1
          ? waiting.await(store, jids.iterator().next(), setup)
          : ExitCode.DONE.number();
    }
  }

  private void say(Job job, List<Store.Accepted> accepted) {
    if (json) {
      print(Json.page(document(job, accepted)));
      return;
    }
    Set<JobId> jids = new TreeSet<>();
    for (Store.Accepted one : accepted) {
      jids.add(one.jid());
      if (!one.jid().equals(job.jid())) {
        Messages.say(one.host() + ": duplicate of " + one.jid(), setup.host());
      }
    }
    jids.forEach(jid -> print(jid.text()));
  }

  private static Map<String, Object> document(Job job, List<Store.Accepted> accepted) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("jid", job.jid().text());
    document.put(
        "hosts",
        accepted.stream()
            .map(
                one ->
                    Map.of(
                        "host",
                        one.host(),
                        "jid",
                        one.jid().text(),
                        "duplicate",
                        !one.jid().equals(job.jid())))
            .toList());
    return document;
  }

  private void print(String line) {
    setup.host().out().print(line + "\n");
    setup.host().out().flush();
  }
}
