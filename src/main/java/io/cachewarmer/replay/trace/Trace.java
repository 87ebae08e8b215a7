package io.cachewarmer.replay.trace;

import java.util.List;

/**
 * Accesses in order of time. Items are numbered in the order in which they first appear; a name
 * that is unknown is the empty string. Immutable.
 */
public final class Trace {

  private final String name;
  private final long[] times;
  private final int[] items;
  private final int[] categories;
  private final int[] sessions;
  private final int[] users;
  private final List<String> itemNames;
  private final List<String> otherNames;

  Trace(
      String name,
      long[] times,
      int[] items,
      int[] categories,
      int[] sessions,
      int[] users,
      List<String> itemNames,
      List<String> otherNames) {
    this.name = name;
    this.times = times;
    this.items = items;
    this.categories = categories;
    this.sessions = sessions;
    this.users = users;
    this.itemNames = itemNames;
    this.otherNames = otherNames;
  }

  public String name() {
    return name;
  }

  /** The number of accesses. */
  public int size() {
    return times.length;
  }

  /** The number of different items. */
  public int items() {
    return itemNames.size();
  }

  public long timeAt(int index) {
    return times[index];
  }

  public int itemAt(int index) {
    return items[index];
  }

  public String itemName(int item) {
    return itemNames.get(item);
  }

  public String categoryAt(int index) {
    return otherNames.get(categories[index]);
  }

  public String sessionAt(int index) {
    return otherNames.get(sessions[index]);
  }

  public String userAt(int index) {
    return otherNames.get(users[index]);
  }
}
