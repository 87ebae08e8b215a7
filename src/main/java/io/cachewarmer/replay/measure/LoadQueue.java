package io.cachewarmer.replay.measure;

import java.util.Arrays;

/** Loads in order of time, oldest first, without an object for each. */
final class LoadQueue {

  private int[] items = new int[1024];
  private long[] times = new long[1024];
  private int head;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long oldestTime() {
    return times[head];
  }

  /** Takes the oldest out. */
  int poll() {
    int item = items[head];
    head = (head + 1) & (items.length - 1);
    size--;
    return item;
  }

  void add(int item, long atMillis) {
    if (size == items.length) {
      grow();
    }
    int tail = (head + size) & (items.length - 1);
    items[tail] = item;
    times[tail] = atMillis;
    size++;
  }

  private void grow() {
    int wrapped = head;
    int room = items.length;
    items = Arrays.copyOf(items, room * 2);
    times = Arrays.copyOf(times, room * 2);
    // What lay before the head comes after the old end, so that the queue is in one piece.
    System.arraycopy(items, 0, items, room, wrapped);
    System.arraycopy(times, 0, times, room, wrapped);
  }
}
