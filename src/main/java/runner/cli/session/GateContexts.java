package runner.cli.session;

import java.time.Instant;
import java.time.ZonedDateTime;
import runner.chain.GateContext;
import runner.cli.command.TimeArgument;
import runner.cli.host.Machine;
import runner.cli.host.Version;

/** What gates by time and memory go by: the clock in the host's zone, this boot, this instance. */
public final class GateContexts {
  private GateContexts() {}

  public static GateContext now(Machine host) {
    return at(host.clock().now(), host);
  }

  public static GateContext at(Instant now, Machine host) {
    return new GateContext(
        ZonedDateTime.ofInstant(now, TimeArgument.zone()),
        host.bootId(),
        host.instanceId(),
        Version.built());
  }
}
