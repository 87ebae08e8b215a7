package io.cachewarmer.replay.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the lines of a file. Few bad ones are told of, many make the file unusable. */
public final class LineAccount {

  private static final int NAMED = 10;
  private static final double TOLERATED_SHARE = 0.01;

  private final List<String> named = new ArrayList<>();
  private long lines;
  private long bad;

  /** Counts a line, good or bad. */
  public void line() {
    lines++;
  }

  public void bad(long number, String reason) {
    bad++;
    if (named.size() < NAMED) {
      named.add("line " + number + ": " + reason);
    }
  }

  /** Sentences about the first bad lines, then how many there are; nothing when all are good. */
  public List<String> complaints() {
    if (bad == 0) {
      return List.of();
    }
    var all = new ArrayList<>(named);
    all.add(bad + " of " + lines + " lines cannot be used");
    return List.copyOf(all);
  }

  /** Fails when more than one line in a hundred is bad. */
  public void requireMostlyGood(String file) {
    if (bad > lines * TOLERATED_SHARE) {
      throw new UnusableTrace(String.format(
          Locale.ROOT,
          "%s is not replayed: %d of its %d lines are bad, more than 1 %%; mend it first (%s)",
          file,
          bad,
          lines,
          named.get(0)));
    }
  }
}
