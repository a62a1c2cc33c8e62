package runner.cli;

import java.time.Instant;
import java.time.ZoneId;
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
        ZonedDateTime.ofInstant(now, zone()), host.bootId(), host.instanceId(), Version.built());
  }

  static ZoneId zone() {
    return ZoneId.systemDefault();
  }
}
