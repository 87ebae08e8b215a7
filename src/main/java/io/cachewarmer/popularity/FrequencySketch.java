package io.cachewarmer.popularity;

/**
 * Estimates how often a key came lately, in a few bytes a key: a count-min sketch of 4-bit counters
 * that are all halved after a period, so that yesterday's popularity does not bar today's.
 *
 * <p>It answers for keys that the table does not hold, which is what an admission needs. An estimate
 * is never too low between two halvings, and at most 15. Not thread-safe.
 *
 * <p>Einziger, Friedman, Manes: TinyLFU, a highly efficient cache admission policy (2017); Cormode,
 * Muthukrishnan: the count-min sketch (2005).
 */
final class FrequencySketch {

  private static final int ROWS = 4;
  private static final int MOST = 15;
  private static final long HALVED = 0x7777777777777777L;
  private static final int PERIOD_PER_KEY = 10;

  // 16 counters a word; each row has a quarter of a word's counters to itself.
  private final long[] words;
  private final int mask;
  private final int period;
  private int sinceHalving;

  FrequencySketch(int keys) {
    int size = Integer.highestOneBit(Math.max(16, keys) * 2 - 1);
    words = new long[size];
    mask = size - 1;
    period = PERIOD_PER_KEY * Math.max(16, keys);
  }

  void add(int keyHash) {
    int spread = spread(keyHash);
    boolean grew = false;
    for (int row = 0; row < ROWS; row++) {
      int hash = rehash(spread, row);
      int word = (hash >>> 2) & mask;
      int shift = shiftOf(row, hash);
      if (((words[word] >>> shift) & MOST) < MOST) {
        words[word] += 1L << shift;
        grew = true;
      }
    }
    if (grew && ++sinceHalving >= period) {
      halve();
    }
  }

  int estimate(int keyHash) {
    int spread = spread(keyHash);
    int least = MOST;
    for (int row = 0; row < ROWS; row++) {
      int hash = rehash(spread, row);
      least = Math.min(least, (int) (words[(hash >>> 2) & mask] >>> shiftOf(row, hash)) & MOST);
    }
    return least;
  }

  void clear() {
    java.util.Arrays.fill(words, 0);
    sinceHalving = 0;
  }

  private void halve() {
    for (int i = 0; i < words.length; i++) {
      words[i] = (words[i] >>> 1) & HALVED;
    }
    sinceHalving /= 2;
  }

  private static int shiftOf(int row, int hash) {
    return ((row << 2) + (hash & 3)) << 2;
  }

  private static int spread(int hash) {
    int x = (hash ^ (hash >>> 16)) * 0x45d9f3b;
    return (x ^ (x >>> 16)) * 0x45d9f3b;
  }

  private static int rehash(int spread, int row) {
    int x = (spread + row * 0x9e3779b9) * 0x85ebca6b;
    return x ^ (x >>> 15);
  }
}
