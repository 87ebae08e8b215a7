package io.cachewarmer.forecast.rate;

/**
 * How the accesses of a category spread over the hours of the day, shrunk to those of the store. The same for all
 * items of the category, so it is worked out once for them, an hour when it is first needed. Not thread-safe.
 */
final class CategoryHours {

  private final HourCounts categories;
  private final HourCounts store;
  private final double[] shares;
  private final int[] reached;
  private final long[] versions;
  private long version = 1;
  private int day;
  private int firstHour;

  CategoryHours(HourCounts categories, HourCounts store, int rows) {
    this.categories = categories;
    this.store = store;
    shares = new double[rows * HourCounts.HOURS];
    reached = new int[rows];
    versions = new long[rows];
  }

  /** Forgets what was worked out: the counts have changed. */
  void changed() {
    version++;
  }

  private void turnTo(int day, int firstHour) {
    if (day != this.day || firstHour != this.firstHour) {
      this.day = day;
      this.firstHour = firstHour;
      version++;
    }
  }

  /**
   * Works out what is not known yet.
   *
   * @param day that the counts were brought to
   * @param hours that can be asked for then, from the first on
   */
  void reach(int category, int day, int firstHour, int hours) {
    turnTo(day, firstHour);
    if (versions[category] != version) {
      versions[category] = version;
      reached[category] = 0;
    }
    if (reached[category] < hours) {
      workOut(category, reached[category], hours);
      reached[category] = hours;
    }
  }

  private void workOut(int category, int from, int to) {
    double perCategory =
        ItemRates.OWN_PRIOR / (categories.total(category) + ItemRates.CATEGORY_PRIOR);
    double perStore = ItemRates.CATEGORY_PRIOR / (store.total(0) + ItemRates.STORE_PRIOR);
    int hour = (firstHour + from) % HourCounts.HOURS;
    for (int i = from; i < to; i++) {
      double ofStore = (store.at(0, hour) + ItemRates.STORE_PRIOR / HourCounts.HOURS) * perStore;
      shares[category * HourCounts.HOURS + hour] =
          (categories.at(category, hour) + ofStore) * perCategory;
      hour = HourCounts.after(hour);
    }
  }

  /** The weight of the hour, as of so many accesses of the item's own. */
  double at(int category, int hour) {
    return shares[category * HourCounts.HOURS + hour];
  }
}
