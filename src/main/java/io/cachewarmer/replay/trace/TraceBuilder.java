package io.cachewarmer.replay.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gathers accesses into a {@link Trace}, and refuses those that none may hold. */
public final class TraceBuilder {

  /** The longest name of an item, in bytes of UTF-8. */
  private static final int LONGEST_ID = 256;

  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  private static final int ITEM = 0;
  private static final int CATEGORY = 1;
  private static final int SESSION = 2;
  private static final int USER = 3;
  private static final int COLUMNS = 4;

  private final Names itemNames = new Names();
  private final Names otherNames = new Names();
  private final Names[] names = {itemNames, otherNames, otherNames, otherNames};
  private final int[][] columns = new int[COLUMNS][1024];
  private long[] times = new long[1024];
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
    // In a loop: four calls are inlined one by one, and to compile them holds the replay up.
    String[] fields = {item, category, session, user};
    for (int i = 0; i < fields.length; i++) {
      columns[i][size] = names[i].numberOf(fields[i]);
    }
    size++;
  }

  public Trace build(String name) {
    return new Trace(
        name,
        Arrays.copyOf(times, size),
        Arrays.copyOf(columns[ITEM], size),
        Arrays.copyOf(columns[CATEGORY], size),
        Arrays.copyOf(columns[SESSION], size),
        Arrays.copyOf(columns[USER], size),
        itemNames.all(),
        otherNames.all());
  }

  private void grow() {
    times = Arrays.copyOf(times, 2 * size);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Arrays.copyOf(columns[i], 2 * size);
    }
  }
}
