package runner.jobs.host;

import java.nio.file.Path;
import java.util.Optional;
import runner.exec.program.ProgramFile;
import runner.jobs.Delivery;
import runner.jobs.Gate;
import runner.task.Problem;
import runner.trust.Inspection;

/**
 * What a host lets jobs run: the executables of one directory. Where root runs them, nobody else
 * may have been able to write them; no key of the configuration changes that.
 */
public record AllowList(Path directory) implements Gate {

  @Override
  public Optional<String> refusal(Delivery delivery) {
    Path file = file(delivery.job().work().task());
    Optional<ProgramFile.Fault> fault = ProgramFile.faultOf(file);
    if (fault.isPresent()) {
      return Optional.of(file + " " + fault.get().fact());
    }
    Inspection inspection = Inspection.ofThisProcess();
    inspection.look("job", file);
    ProgramFile.interpreterOf(file)
        .ifPresent(interpreter -> inspection.look("interpreter", interpreter));
    return inspection.byRoot()
        ? inspection.problems().stream().findFirst().map(Problem::toString)
        : Optional.empty();
  }

  Path file(String task) {
    return directory.resolve(task);
  }
}
