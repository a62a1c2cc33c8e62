package runner.pool.concourse;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import runner.pool.claim.ClaimOwner;

/** Somebody who knows builds. Asked once a round, for all owners at a time. */
public interface Builds {
  /** The state of each owner; the same owner gets the same answer for the whole run. */
  Map<ClaimOwner.Named, BuildState> ask(Collection<ClaimOwner.Named> owners);

  /** Why nothing it could say is to be had, as when the login is refused. */
  Optional<String> trouble();

  /** Its clock, where it told. */
  Optional<Instant> date();
}
