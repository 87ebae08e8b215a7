package io.cachewarmer.cache.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.plan.Source;
import java.util.Optional;

/**
 * Where our own writes came from and when, beside the values that Redis holds. Bounded; what is
 * forgotten is only less precisely told. Safe from any thread.
 *
 * <p>A note is believed only while Redis shows the expiry that we set: another writer's value under
 * the same key has another.
 */
final class Provenance {

  /** Times in UTC milliseconds. */
  record Note(long loadedAtMillis, long expiresAtMillis, Source source) {

    static Note of(WarmedEntry entry) {
      return new Note(entry.loadedAtMillis(), entry.expiresAtMillis(), Source.WARMED);
    }
  }

  /** About 10 MB at the usual length of keys. */
  private static final int MOST = 50_000;

  /** What clocks, round trips and rounding may come to. */
  static final long TOLERANCE_MILLIS = 1500;

  private final Cache<String, Note> notes =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  /** Replaces the note; whether the last one spoke of a warmed value. */
  boolean note(String key, Note note) {
    var last = notes.asMap().put(key, note);
    return last != null && last.source() == Source.WARMED;
  }

  void forget(String key) {
    notes.invalidate(key);
  }

  void forgetAll() {
    notes.invalidateAll();
  }

  Optional<Note> of(String key) {
    return Optional.ofNullable(notes.getIfPresent(key));
  }

  static boolean agree(long expected, long seen) {
    return Math.abs(expected - seen) <= TOLERANCE_MILLIS;
  }
}
