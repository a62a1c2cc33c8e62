package runner.jobs;

import java.util.Optional;

/** A host's own decision what it runs: its list of executables, the keys it trusts. */
public interface AdmissionCheck {
  /**
   * Called when a job was claimed, before anything of it is started or written down.
   *
   * @return why it is rejected, in a sentence; empty when it may run
   */
  Optional<String> refusal(Delivery delivery);
}
