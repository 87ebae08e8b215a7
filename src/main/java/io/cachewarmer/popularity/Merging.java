package io.cachewarmer.popularity;

import java.util.List;

/** Adds up what several nodes counted of one key, at one moment. */
record Merging(long atMillis, Forgetting forgets) {

  /** The own view with the others' counts in it: the shape of the week is taken to be alike everywhere. */
  PatternView add(PatternView own, List<KeyCount> others) {
    var sum = new Sum();
    sum.add(own.category(), own.lastAccessMillis(), own.bytes());
    sum.add(own.count(), own.recentCount(), own.hitShare(), own.loadMillis());
    others.forEach(other -> sum.add(other, this));
    var profile = own.count() > 0 ? own.profile().times(sum.count / own.count()) : own.profile();
    return sum.view(own.key(), atMillis, own.related(), profile);
  }

  PatternView of(String key, List<KeyCount> others) {
    var sum = new Sum();
    others.forEach(other -> sum.add(other, this));
    return sum.view(key, atMillis, List.of(), HourOfWeekProfile.empty());
  }

  double count(KeyCount one) {
    return one.count() * forgets.slow().over(one.lastAccessMillis(), atMillis);
  }

  double recentCount(KeyCount one) {
    return one.recentCount() * forgets.fast().over(one.lastAccessMillis(), atMillis);
  }

  private static final class Sum {
    double count;
    private double recent;
    private double hits;
    private double misses;
    private double loadOfMisses;
    private double loadOfAll;
    private long lastAccess;
    private int bytes;
    private String category = "";

    void add(KeyCount one, Merging merging) {
      add(one.category(), one.lastAccessMillis(), one.bytes());
      add(merging.count(one), merging.recentCount(one), one.hitShare(), one.loadMillis());
    }

    void add(double more, double moreRecent, double hitShare, double loadMillis) {
      count += more;
      recent += moreRecent;
      hits += more * hitShare;
      misses += more * (1 - hitShare);
      loadOfMisses += more * (1 - hitShare) * loadMillis;
      loadOfAll += more * loadMillis;
    }

    void add(String itsCategory, long atMillis, int itsBytes) {
      if (atMillis > lastAccess) {
        lastAccess = atMillis;
        bytes = itsBytes > 0 ? itsBytes : bytes;
      }
      category = category.isEmpty() ? itsCategory : category;
    }

    PatternView view(
        String key, long atMillis, List<PatternView.Related> related, HourOfWeekProfile profile) {
      double hitShare = count > 0 ? hits / count : 0;
      double load = misses > 0 ? loadOfMisses / misses : count > 0 ? loadOfAll / count : 0;
      return new PatternView(
          key,
          category,
          count,
          recent,
          hitShare,
          load,
          bytes,
          lastAccess,
          ImportanceScore.of(count, atMillis - lastAccess, load, hitShare),
          related,
          profile);
    }
  }
}
