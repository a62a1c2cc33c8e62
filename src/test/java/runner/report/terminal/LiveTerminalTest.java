package runner.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What reaches the terminal, byte by byte: E erases the live line, and {x} draws it. */
final class LiveTerminalTest implements LiveTerminal.Screen {
  private final StringBuilder written = new StringBuilder();
  private final StringBuilder missed = new StringBuilder();
  private final LiveTerminal live = LiveTerminal.live(this);

  @Override
  public void write(ByteBuffer bytes) {
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    written.append(text);
    missed.append(text);
  }

  @Override
  public void decorate(ByteBuffer bytes) {
    written.append(StandardCharsets.UTF_8.decode(bytes));
  }

  private void pass(LiveTerminal pane, String output) {
    pane.pass(StandardCharsets.UTF_8.encode(output));
  }

  private void show(String text) {
    live.say(List.of(), Optional.of(() -> text));
  }

  private String written() {
    String reset = "\u000f\u001b(B\u001b[m";
    String all =
        written
            .toString()
            .replace("\r\u001b7" + reset + "\u001b[?7l", "{")
            .replace("\u001b[m\u001b[J\u001b[?7h\u001b8", "}")
            .replace("\r\u001b[J", "E")
            .replace(reset, "");
    written.setLength(0);
    return all;
  }

  @Test
  void output_goes_above_the_line_which_is_drawn_again_below_it() {
    show("one");
    pass(live, "output\n");
    assertThat(written()).isEqualTo("{one}Eoutput\n{one}");
    assertThat(missed).as("what counts where nobody reads").hasToString("output\n");
  }

  @Test
  void a_line_that_is_not_complete_is_left_alone_until_it_is() {
    show("one");
    pass(live, "half");
    pass(live, " a line");
    pass(live, "\nand half");
    pass(live, "\n");
    assertThat(written()).isEqualTo("{one}Ehalf a line\nand half\n{one}");
  }

  @Test
  void our_lines_take_its_place_and_begin_at_the_beginning_of_a_line() {
    show("one");
    pass(live, "half");
    live.say(List.of("done", "more"), Optional.empty());
    assertThat(written()).isEqualTo("{one}Ehalf\ndone\nmore\n");
  }

  @Test
  void the_next_line_follows_at_the_same_stroke() {
    show("one");
    live.say(List.of("done"), Optional.of(() -> "two"));
    assertThat(written()).isEqualTo("{one}Edone\n{two}");
  }

  @Test
  void nothing_is_written_where_nothing_was_live() {
    pass(live, "as it is");
    live.say(List.of(), Optional.empty());
    assertThat(written()).isEqualTo("as it is");
  }

  @Test
  void without_a_terminal_there_are_lines_alone() {
    LiveTerminal plain = LiveTerminal.plain(this);
    plain.say(List.of("begun"), Optional.of(() -> "never seen"));
    pass(plain, "half");
    plain.say(List.of("done"), Optional.of(() -> "never seen"));
    assertThat(written()).isEqualTo("begun\nhalf\ndone\n");
  }

  @Test
  void a_line_that_changed_is_drawn_within_the_second() throws Exception {
    CompletableFuture<Void> drawn = new CompletableFuture<>();
    AtomicReference<String> text = new AtomicReference<>("one");
    LiveTerminal pane =
        LiveTerminal.live(
            new LiveTerminal.Screen() {
              @Override
              public void write(ByteBuffer bytes) {
                LiveTerminalTest.this.write(bytes);
              }

              @Override
              public void decorate(ByteBuffer bytes) {
                LiveTerminalTest.this.decorate(bytes);
                if (written.toString().contains("two")) {
                  drawn.complete(null);
                }
              }
            });
    pane.say(List.of(), Optional.of(text::get));
    text.set("two");
    drawn.get(20, TimeUnit.SECONDS);
    pane.say(List.of(), Optional.empty());
    assertThat(written()).isEqualTo("{one}{two}E");
  }
}
