package io.cachewarmer.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The account of warmed entries: which are in the cache, what they occupy, when they end. Bytes are
 * given back when an entry expires, is removed, or is replaced. One owner; not thread-safe.
 *
 * <p>Bounded by a number of entries: at the bound the entry that expires first is forgotten, which
 * frees nothing in the store but is at most one TTL ahead of the truth.
 */
public final class WarmLedger {

  private final int maxEntries;
  private final Map<String, Held> byKey = new HashMap<>();
  private final TreeSet<Held> byExpiry =
      new TreeSet<>(Comparator.comparingLong(Held::expiresAtMillis).thenComparing(Held::key));
  private long bytes;

  public WarmLedger(int maxEntries) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("a ledger needs room for an entry, not " + maxEntries);
    }
    this.maxEntries = maxEntries;
  }

  /** Enters an entry; one with the same key is replaced, not added. */
  public void put(Held held) {
    remove(held.key());
    if (byKey.size() >= maxEntries) {
      remove(byExpiry.first().key());
    }
    byKey.put(held.key(), held);
    byExpiry.add(held);
    bytes += held.bytes();
  }

  public Optional<Held> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Takes an entry out, and tells what it was. */
  public Optional<Held> remove(String key) {
    var gone = Optional.ofNullable(byKey.remove(key));
    gone.ifPresent(held -> {
      byExpiry.remove(held);
      bytes -= held.bytes();
    });
    return gone;
  }

  /** Takes out all that have ended at that time, earliest first. */
  public List<Held> expire(long nowMillis) {
    var ended = new ArrayList<Held>();
    while (!byExpiry.isEmpty() && byExpiry.first().expiresAtMillis() <= nowMillis) {
      remove(byExpiry.first().key()).ifPresent(ended::add);
    }
    return List.copyOf(ended);
  }

  public long bytes() {
    return bytes;
  }

  public int size() {
    return byKey.size();
  }

  public void clear() {
    byKey.clear();
    byExpiry.clear();
    bytes = 0;
  }

  /** A copy that later changes do not touch. */
  public Holdings holdings() {
    return new Holdings(byKey, bytes);
  }
}
