package runner.puppet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one line of the agent tells. Words of Puppet 0.25 to 8 and OpenVox to 9, in English and in
 * the one other language they were ever translated into, Japanese (5.2 to 5.5.17, 6.0 to 6.9).
 */
enum AgentMessage {
  /** Debugging and headlines of settings; they tell nothing, whatever words are in them. */
  NOISE(
      "^Debug: "
          + "|^(Error|Warning): Facter: "
          + "|^Warning: Setting .* is deprecated"
          + "|^\\((location|file): .*\\)$"
          + "|^$"),
  /** The agent was switched off, on purpose; comes before any look at the lock. */
  DISABLED("administratively disabled(?: \\(Reason: '(.*)'\\))?|管理者による無効化(?:\\(理由: '(.*)'\\))?"),
  /** Another run holds the lock of certificates, as at a first boot. */
  SSL_LOCKED("Another \\S+ instance is already running.*exiting"),
  /** Another run holds the lock of catalogues. */
  LOCKED(
      "Run of .+ already in progress; skipping(?:\\s+\\((.+) exists\\))?"
          + "|の実行はすでに進行中です(?:.*スキップ\\((.+)が存在\\))?"
          + "|maxwaitforlock timeout has been exceeded"),
  /** Puppet itself sleeps before it looks at the lock. */
  SLEEPS(
      "^Info: (Sleeping for [0-9]+ seconds \\(splay is enabled\\)"
          + "|Another \\S+ instance is already running; --waitforlock"
          + "|Will try again in [0-9]+ seconds)"),
  /** The catalogue was applied to its end. */
  APPLIED("^Notice: Applied catalog in "),
  /** Only a run that holds the lock comes here. */
  STARTED(
      "^Info: (Using (cached catalog|environment|configured environment)"
          + "|Retrieving plugin|Loading facts|Caching catalog|Applying configuration)"),
  /** Puppet was ended by a signal; it then exits with 0. */
  INTERRUPTED("^Notice: Caught (TERM|INT); exiting"),
  /** What Puppet says while it prepares; no reason for an exit. */
  PREPARES("^(Info|Warning): "),
  /** Anything else: where Puppet fails, it may be why. */
  OTHER("");

  private final Pattern words;

  AgentMessage(String words) {
    this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }

  /** The first sign that a line bears. */
  static AgentMessage of(String plain) {
    for (AgentMessage sign : values()) {
      if (sign.words.matcher(plain).find()) {
        return sign;
      }
    }
    return OTHER;
  }

  /** The words of the line that matter: the path of the lock, or why the agent is disabled. */
  Optional<String> detail(String plain) {
    Matcher found = words.matcher(plain);
    if (found.find()) {
      for (int group = 1; group <= found.groupCount(); group++) {
        if (found.group(group) != null) {
          return Optional.of(found.group(group));
        }
      }
    }
    return Optional.empty();
  }
}
