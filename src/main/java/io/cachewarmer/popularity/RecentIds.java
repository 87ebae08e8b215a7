package io.cachewarmer.popularity;

import io.cachewarmer.popularity.LearnedState.SeenId;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * The event ids of the last minutes, by 64-bit hash, so that a post sent again counts once. Bounded:
 * past the bound the oldest leave before their time, and are counted. Of one thread.
 *
 * <p>A ring keeps the order of arrival, an open-addressed table beside it answers whether a hash is
 * there; both grow by doubling. Two ids of a full window collide with a chance below 1 in 10^7.
 */
final class RecentIds {

  private static final int LEAST = 1 << 10;

  private final int bound;
  private final long windowMillis;
  private long[] hashes = new long[LEAST];
  private long[] times = new long[LEAST];
  private long[] table = new long[LEAST * 2];
  private int head;
  private int size;
  private long pushedOut;

  RecentIds(int bound, long windowMillis) {
    this.bound = bound;
    this.windowMillis = windowMillis;
  }

  /** Remembers an id; false when it was seen within the window. */
  boolean add(String id, long nowMillis) {
    return add(hash(id), nowMillis);
  }

  boolean add(long hash, long nowMillis) {
    // A clock that was set back must not put a younger id in front of older ones.
    long now = size == 0 ? nowMillis : Math.max(nowMillis, times[index(size - 1)]);
    expire(now);
    if (table[find(hash)] == hash) {
      return false;
    }
    if (size == bound) {
      removeOldest();
      pushedOut++;
    }
    if (size == hashes.length) {
      grow();
    }
    hashes[index(size)] = hash;
    times[index(size)] = now;
    size++;
    table[find(hash)] = hash;
    return true;
  }

  /** Forgets the youngest ids: those of a batch that was not kept after all. */
  void forgetYoungest(int count) {
    for (int i = Math.min(count, size); i > 0; i--) {
      size--;
      delete(hashes[index(size)]);
    }
  }

  void clear() {
    Arrays.fill(table, 0);
    head = 0;
    size = 0;
  }

  int size() {
    return size;
  }

  long pushedOut() {
    return pushedOut;
  }

  /** A copy, oldest first; its elements are made as they are read. */
  List<SeenId> toList() {
    var copiedHashes = new long[size];
    var copiedTimes = new long[size];
    for (int i = 0; i < size; i++) {
      copiedHashes[i] = hashes[index(i)];
      copiedTimes[i] = times[index(i)];
    }
    return new AbstractList<>() {
      @Override
      public SeenId get(int i) {
        return new SeenId(copiedHashes[i], copiedTimes[i]);
      }

      @Override
      public int size() {
        return copiedHashes.length;
      }
    };
  }

  /** All characters count: the 32 bits of String.hashCode would collide within a full window. */
  static long hash(String id) {
    long hash = 0x9e3779b97f4a7c15L ^ id.length();
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0xff51afd7ed558ccdL;
      hash ^= hash >>> 32;
    }
    hash = (hash ^ (hash >>> 29)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 32;
    // Zero marks an empty cell.
    return hash == 0 ? 1 : hash;
  }

  private void expire(long now) {
    while (size > 0 && now - times[head] > windowMillis) {
      removeOldest();
    }
  }

  private void removeOldest() {
    delete(hashes[head]);
    head = (head + 1) & (hashes.length - 1);
    size--;
  }

  private int index(int position) {
    return (head + position) & (hashes.length - 1);
  }

  /** The cell that holds the hash, or the empty one where it would go. */
  private int find(long hash) {
    int mask = table.length - 1;
    int cell = home(hash);
    while (table[cell] != 0 && table[cell] != hash) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private int home(long hash) {
    return (int) ((hash * 0x9e3779b97f4a7c15L) >>> 32) & (table.length - 1);
  }

  /** Closes the gap by moving back what was displaced (Knuth, TAOCP 3, 6.4 R): no tombstones. */
  private void delete(long hash) {
    int mask = table.length - 1;
    int gap = find(hash);
    int cell = gap;
    while (true) {
      cell = (cell + 1) & mask;
      if (table[cell] == 0) {
        break;
      }
      if (((cell - home(table[cell])) & mask) >= ((cell - gap) & mask)) {
        table[gap] = table[cell];
        gap = cell;
      }
    }
    table[gap] = 0;
  }

  private void grow() {
    int larger = hashes.length * 2;
    var movedHashes = new long[larger];
    var movedTimes = new long[larger];
    for (int i = 0; i < size; i++) {
      movedHashes[i] = hashes[index(i)];
      movedTimes[i] = times[index(i)];
    }
    hashes = movedHashes;
    times = movedTimes;
    head = 0;
    table = new long[larger * 2];
    for (int i = 0; i < size; i++) {
      table[find(hashes[i])] = hashes[i];
    }
  }
}
