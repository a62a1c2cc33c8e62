package runner.jobs;

import java.util.Random;

/**
 * When to kill a program that works: at random, but on a slow machine not always before it has
 * begun.
 */
public final class Moments {
  private static final int LEAST_MS = 200;
  private static final int MOST_MS = 20_000;

  private final Random random;
  private int reach = 1500;
  private int kills;
  private int inWork;

  public Moments(long seed) {
    random = new Random(seed);
  }

  /** Milliseconds after a start. */
  public int next() {
    return LEAST_MS + random.nextInt(reach);
  }

  /**
   * Says what became of a start.
   *
   * @param killed before it ended by itself
   * @param begun whether it had done something by then
   */
  public void were(boolean killed, boolean begun) {
    kills += killed ? 1 : 0;
    inWork += killed && begun ? 1 : 0;
    boolean early = killed && !begun;
    reach = early ? Math.min(MOST_MS, reach * 5 / 4) : Math.max(LEAST_MS, reach * 9 / 10);
  }

  public int kills() {
    return kills;
  }

  /** How many kills came after something was done. */
  public int inWork() {
    return inWork;
  }
}
