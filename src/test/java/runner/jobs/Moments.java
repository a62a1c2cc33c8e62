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
  private int inWork;

  public Moments(long seed) {
    random = new Random(seed);
  }

  /** Milliseconds after a start. */
  public int next() {
    return LEAST_MS + random.nextInt(reach);
  }

  /** Says whether the program had done something when it was killed. */
  public void had(boolean begun) {
    inWork += begun ? 1 : 0;
    reach = begun ? Math.max(500, reach * 9 / 10) : Math.min(MOST_MS, reach * 5 / 4);
  }

  /** How many kills came after something was done. */
  public int inWork() {
    return inWork;
  }
}
