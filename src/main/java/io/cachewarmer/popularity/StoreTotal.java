package io.cachewarmer.popularity;

/**
 * All items added up. The accesses of a batch within one hour are added at once: this sum takes part
 * in each of them.
 */
final class StoreTotal {

  private Pattern sum = new Pattern("", 0);
  private boolean empty = true;
  private double weight;
  private int hour;
  private long latest;

  void add(int hourOfWeek, double added, long atMillis, Forgetting forgets) {
    if (hourOfWeek != hour) {
      settle(forgets);
      hour = hourOfWeek;
    }
    weight += added;
    latest = Math.max(latest, atMillis);
  }

  /** To be called at the end of each batch. */
  void settle(Forgetting forgets) {
    if (weight > 0) {
      if (empty) {
        sum = new Pattern("", latest);
        empty = false;
      }
      sum.count(latest, hour, weight, false, 0, forgets);
      weight = 0;
    }
  }

  void restore(Pattern restored) {
    sum = restored;
    empty = false;
  }

  void clear() {
    sum = new Pattern("", 0);
    empty = true;
    weight = 0;
    latest = 0;
  }

  Pattern sum() {
    return sum;
  }
}
