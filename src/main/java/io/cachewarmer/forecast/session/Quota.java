package io.cachewarmer.forecast.session;

/** How much the sessions under way may take together, in whatever is counted. Not thread-safe. */
final class Quota {

  private int left;

  Quota(int all) {
    left = all;
  }

  /** Takes all of it or nothing. */
  boolean take(int amount) {
    if (amount > left) {
      return false;
    }
    left -= amount;
    return true;
  }

  void giveBack(int amount) {
    left += amount;
  }
}
