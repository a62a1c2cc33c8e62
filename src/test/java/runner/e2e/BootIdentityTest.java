package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** What is another boot although the kernel's id of it is the same. */
@ExtendWith(Cases.class)
final class BootIdentityTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nhalt_task =\n[a]\nfrequency = boot\n";

  /** A systemd that answers with what stands in the file {@code usec}. */
  private static final String SYSTEMD =
      "mount -t tmpfs none /run || exit 99; mkdir -p /run/systemd/system /run/u /run/w\n"
          + "mount -t overlay -o lowerdir=/usr/bin,upperdir=/run/u,workdir=/run/w none /usr/bin"
          + " || exit 99\n"
          + "printf '#!/bin/sh\\n%s\\n' \"cat $PWD/usec\" >/usr/bin/systemctl\n"
          + "chmod 755 /usr/bin/systemctl\n";

  @Test
  void a_container_that_restarts_is_another_boot(Scenario test) throws Exception {
    CaseShell.needsRoot("unshare -pf --mount-proc");
    test.cfg(CFG).task("1-a", "echo ran");
    String inContainer = "unshare -pf --mount-proc ";
    String output =
        new CaseShell(test)
            .run(
                inContainer
                    + "$R; $P status; echo before $?\n"
                    + (inContainer + "$P status; echo again $?\n")
                    + (inContainer + "$R | grep -c ran"))
            .output();
    assertThat(output).contains("before 3\n", "again 3\n").endsWith("\n1\n");
  }

  @Test
  void a_soft_reboot_is_another_boot(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "echo ran");
    String output =
        new CaseShell(test)
            .runInMountNamespace(
                SYSTEMD
                    + "echo 4711 >usec; $R; $P status; echo same $?; $R | grep -c skipped\n"
                    + "echo 9911 >usec; $P status; echo soft $?; $R | grep -c ran\n")
            .output();
    assertThat(output).contains("same 0\n", "soft 3\n").endsWith("\n1\n");
  }

  @Test
  void a_systemd_that_does_not_answer_decides_nothing(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String output =
        new CaseShell(test)
            .runInMountNamespace(
                SYSTEMD + "echo 4711 >usec; $R; rm usec; $P status; echo silent $?\n")
            .output();
    assertThat(output).contains("silent 0\n");
  }
}
