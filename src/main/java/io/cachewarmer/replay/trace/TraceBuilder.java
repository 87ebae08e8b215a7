package io.cachewarmer.replay.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gathers accesses into a {@link Trace}, and refuses those that none may hold. */
public final class TraceBuilder {

  /** The longest name of an item, in bytes of UTF-8. */
  private static final int LONGEST_ID = 256;

  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  private final Names itemNames = new Names();
  private final Names otherNames = new Names();
  private long[] times = new long[1024];
  private int[] items = new int[1024];
  private int[] categories = new int[1024];
  private int[] sessions = new int[1024];
  private int[] users = new int[1024];
  private int size;

  /** Adds an access at the end. Fails with {@link BadLine} when it cannot stand there. */
  public void add(long atMillis, String item, String category, String session, String user) {
    if (atMillis < 0 || atMillis > LATEST_MILLIS) {
      throw new BadLine("its time lies outside of the years 1970 to 9999");
    }
    if (size > 0 && atMillis < times[size - 1]) {
      throw new BadLine("its time goes backwards");
    }
    if (item.isEmpty()) {
      throw new BadLine("its item is empty");
    }
    if (item.length() * 3 > LONGEST_ID
        && item.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID) {
      throw new BadLine("its item is longer than " + LONGEST_ID + " bytes");
    }
    if (size == times.length) {
      grow();
    }
    times[size] = atMillis;
    items[size] = itemNames.numberOf(item);
    categories[size] = otherNames.numberOf(category);
    sessions[size] = otherNames.numberOf(session);
    users[size] = otherNames.numberOf(user);
    size++;
  }

  public Trace build(String name) {
    return new Trace(
        name,
        Arrays.copyOf(times, size),
        Arrays.copyOf(items, size),
        Arrays.copyOf(categories, size),
        Arrays.copyOf(sessions, size),
        Arrays.copyOf(users, size),
        itemNames.all(),
        otherNames.all());
  }

  private void grow() {
    int room = size * 2;
    times = Arrays.copyOf(times, room);
    items = Arrays.copyOf(items, room);
    categories = Arrays.copyOf(categories, room);
    sessions = Arrays.copyOf(sessions, room);
    users = Arrays.copyOf(users, room);
  }
}
