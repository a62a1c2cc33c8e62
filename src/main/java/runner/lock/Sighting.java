package runner.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this machine shows of a pid at one moment.
 *
 * @param boot the id of the present boot
 * @param process the process of that pid; absent where there is none to be seen, which in another
 *     pid namespace is no proof that there is none
 */
public record Sighting(String boot, Optional<Running> process) {

  /**
   * A process that runs. One that has ended and was not waited for yet (a zombie) does not.
   *
   * @param started clock ticks from the boot to its start
   * @param age how long ago that was
   */
  public record Running(long started, Duration age) {}

  /** The owner with everything that is known of it by now, to recognise it later. */
  public Owner identified(Owner owner) {
    return process
        .map(seen -> new Owner(owner.pid(), OptionalLong.of(seen.started()), Optional.of(boot)))
        .orElse(owner);
  }
}
