package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cache before which a planner sits: it serves accesses, keeps to the rules, and counts. */
final class Shop implements Decisions {

  record Access(long at, String key, String category, String session, String user) {}

  static final long HOUR = 3_600_000;
  static final long START = 1_700_000_000_000L;

  final List<String> told = new ArrayList<>();
  final List<Long> warms = new ArrayList<>();
  final List<Long> accesses = new ArrayList<>();
  final EventPlanner planner;
  final Rules rules;
  int hits;
  private final Map<String, Long> loadedAt = new HashMap<>();
  private long now = Long.MIN_VALUE;

  Shop(Rules rules) {
    this.rules = rules;
    planner = new EventPlanner(rules, this);
  }

  static Rules rules(double budget, int capacity) {
    return new Rules(HOUR, budget, 0, capacity, 2_000, ZoneOffset.UTC);
  }

  Shop serve(List<Access> trace) {
    trace.forEach(this::serve);
    return this;
  }

  void serve(Access access) {
    long at = access.at();
    advance(at);
    var loaded = loadedAt.get(access.key());
    boolean hit = loaded != null && at < loaded + rules.ttlMillis();
    hits += hit ? 1 : 0;
    if (!hit) {
      loadedAt.put(access.key(), at);
    }
    accesses.add(at);
    planner.accessed(access.key(), access.category(), access.session(), access.user(), at, hit);
    hasRoom(at);
  }

  void advance(long at) {
    if (at > now) {
      planner.advance(at);
      now = at;
    }
  }

  long lastLoad() {
    return loadedAt.values().stream().mapToLong(loaded -> loaded).max().orElse(now);
  }

  /** Takes over what the other holds fresh. */
  void stockUpFrom(Shop other) {
    now = other.now;
    loadedAt.putAll(other.loadedAt);
    loadedAt.forEach((key, loaded) -> {
      if (now < loaded + rules.ttlMillis()) {
        planner.loaded(key, loaded, loaded + rules.ttlMillis());
      }
    });
  }

  @Override
  public void warm(String key, long atMillis, Optional<String> evicted, Cause cause, double worth) {
    told.add(atMillis + " warm " + key + " for " + evicted + " as " + cause + " " + worth);
    assertThat(loadedAt).containsKey(key);
    if (!warms.isEmpty()) {
      assertThat(atMillis).isGreaterThanOrEqualTo(warms.get(warms.size() - 1));
    }
    if (!accesses.isEmpty()) {
      assertThat(atMillis).isGreaterThanOrEqualTo(accesses.get(accesses.size() - 1));
    }
    assertThat(worth).isBetween(0.0, 1.0);
    warms.add(atMillis);
    loadedAt.put(key, atMillis);
    evicted.ifPresent(victim -> loadedAt.put(victim, Long.MIN_VALUE / 2));
    hasRoom(atMillis);
  }

  @Override
  public void evict(String key, long atMillis) {
    told.add(atMillis + " evict " + key);
    assertThat(loadedAt).containsKey(key);
    loadedAt.put(key, Long.MIN_VALUE / 2);
  }

  private void hasRoom(long at) {
    if (rules.capacity() > 0) {
      int held = 0;
      for (long loaded : loadedAt.values()) {
        held += at < loaded + rules.ttlMillis() ? 1 : 0;
      }
      assertThat(held).isLessThanOrEqualTo(rules.capacity());
    }
  }
}
