package runner.cli.session;

import java.time.Instant;
import java.time.ZonedDateTime;
import runner.chain.Timing;
import runner.cli.command.Times;
import runner.cli.host.Host;
import runner.cli.host.Version;

/** What gates by time and memory go by: the clock in the host's zone, this boot, this instance. */
public final class Situation {
  private Situation() {}

  public static Timing now(Host host) {
    return at(host.clock().now(), host);
  }

  public static Timing at(Instant now, Host host) {
    return new Timing(
        ZonedDateTime.ofInstant(now, Times.zone()),
        host.bootId(),
        host.instanceId(),
        Version.built());
  }
}
