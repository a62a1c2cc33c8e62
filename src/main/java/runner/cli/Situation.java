package runner.cli;

import java.time.Instant;
import java.time.ZonedDateTime;
import runner.chain.Timing;

/** What gates by time and memory go by: the clock in the host's zone, this boot, this instance. */
final class Situation {
  private Situation() {}

  static Timing now(Host host) {
    return at(host.clock().now(), host);
  }

  static Timing at(Instant now, Host host) {
    return new Timing(
        ZonedDateTime.ofInstant(now, Times.zone()),
        host.bootId(),
        host.instanceId(),
        Version.built());
  }
}
