package runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of names, and which names are no tasks. */
final class NaturalOrderTest {
  private static final NaturalOrder ORDER = new NaturalOrder();

  @ParameterizedTest
  @CsvSource({
    "2-b, 10-a",
    "99-, 100-",
    "0-x, 00-y",
    "0-x, 00-x",
    "1-a, 1-b",
    "a2, a10",
    "a2b3, a2b10",
    "a, a1",
    "1, a",
    "1-a, 1-a.sh",
    "A, a",
    "9, 99999999999999999999999",
    "99999999999999999999998, 99999999999999999999999",
    "z, ä",
    "\uFFFD, \uD83D\uDE00",
    "-1, 1"
  })
  void the_first_comes_before_the_second(String first, String second) {
    assertThat(ORDER.compare(first, second)).isNegative();
    assertThat(ORDER.compare(second, first)).isPositive();
  }

  @Test
  void the_order_is_total_whatever_the_names() {
    Random random = new Random(1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      names.add(name(random));
    }
    for (String a : names) {
      for (String b : names) {
        int order = Integer.signum(ORDER.compare(a, b));
        assertThat(Integer.signum(ORDER.compare(b, a))).as("%s, %s", a, b).isEqualTo(-order);
        assertThat(order == 0).as("%s, %s", a, b).isEqualTo(a.equals(b));
        for (String c : names) {
          if (order < 0 && ORDER.compare(b, c) < 0) {
            assertThat(ORDER.compare(a, c)).as("%s, %s, %s", a, b, c).isNegative();
          }
        }
      }
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int length = 1 + random.nextInt(6); length > 0; length--) {
      name.append("0019-a.äZ".charAt(random.nextInt(9)));
    }
    return name.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".a",
        ".",
        "a~",
        "a.bak",
        "a.orig",
        "a.rej",
        "a.swp",
        "a.tmp",
        "a.disabled",
        "a.dpkg-old",
        "a.dpkg-dist",
        "a.rpmnew",
        "a.rpmsave",
        "a.rpmorig",
        "a.ucf-dist",
        "README",
        "README.md",
        "READMEs",
        "a\n.bak",
        ".disabled",
        "1-a.sh.disabled"
      })
  void leftovers_are_no_tasks(String name) {
    assertThat(IgnoredFile.reasonFor(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.sh",
        "bak",
        "tmp",
        "a.bakk",
        "a.bak.sh",
        "~a",
        "a~b",
        "readme",
        "a.README",
        "a.dpkg",
        "dpkg-old",
        "a.disabled.sh",
        "disabled",
        "a.TMP",
        "ä"
      })
  void what_only_looks_like_a_leftover_is_a_task(String name) {
    assertThat(IgnoredFile.reasonFor(name)).isEmpty();
  }
}
