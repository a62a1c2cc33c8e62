package runner.jobs.host;

import java.nio.file.Path;
import java.util.Optional;
import runner.exec.program.ExecutableCheck;
import runner.jobs.AdmissionCheck;
import runner.jobs.Delivery;
import runner.task.Problem;
import runner.trust.PathInspection;

/**
 * What a host lets jobs run: the executables of one directory. Where root runs them, nobody else
 * may have been able to write them; no key of the configuration changes that.
 */
public record AllowList(Path directory) implements AdmissionCheck {

  @Override
  public Optional<String> refusal(Delivery delivery) {
    Path file = file(delivery.job().work().task());
    Optional<ExecutableCheck.Fault> fault = ExecutableCheck.faultOf(file);
    if (fault.isPresent()) {
      return Optional.of(file + " " + fault.get().fact());
    }
    PathInspection inspection = PathInspection.ofThisProcess();
    inspection.look("job", file);
    ExecutableCheck.interpreterOf(file)
        .ifPresent(interpreter -> inspection.look("interpreter", interpreter));
    return inspection.byRoot()
        ? inspection.problems().stream().findFirst().map(Problem::toString)
        : Optional.empty();
  }

  Path file(String task) {
    return directory.resolve(task);
  }
}
