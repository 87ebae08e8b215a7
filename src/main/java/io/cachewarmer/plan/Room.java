package io.cachewarmer.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bytes that warmed entries may hold, while a plan is made. When they are used up, held entries of
 * less worth per byte leave for a better candidate, the least first; what the plan itself warms stays.
 */
final class Room {

  private record Victim(String key, long bytes, double density) {}

  private final long limit;
  private final Holdings holdings;
  private final List<Victim> victims;
  private final Set<String> planned = new HashSet<>();
  private final Set<String> evicted = new LinkedHashSet<>();
  private long used;

  /** @param ranked tell the present worth of held keys; of others the worth at their warm stands */
  Room(Holdings holdings, long limit, List<Candidate> ranked) {
    this.holdings = holdings;
    this.limit = limit;
    used = holdings.bytes();
    Map<String, Double> worth = new HashMap<>();
    ranked.forEach(c -> worth.putIfAbsent(c.key(), c.worth()));
    victims = holdings.all().stream()
        .map(h -> new Victim(
            h.key(), h.bytes(), density(worth.getOrDefault(h.key(), h.worth()), h.bytes())))
        .sorted(Comparator.comparingDouble(Victim::density).thenComparing(Victim::key))
        .toList();
    leave(used - limit, Double.POSITIVE_INFINITY, "");
  }

  /** Makes room for the candidate if it deserves it; a refresh takes the place of its own old bytes. */
  boolean admit(Candidate candidate) {
    String key = candidate.key();
    long own = holds(key) ? holdings.find(key).map(Held::bytes).orElse(0L) : 0;
    long missing = used - own + candidate.bytes() - limit;
    if (!leave(missing, density(candidate.worth(), candidate.bytes()), key)) {
      return false;
    }
    used += candidate.bytes() - own;
    planned.add(key);
    return true;
  }

  /** Keys that must leave before anything is put, least worth first. */
  Set<String> evictions() {
    var leaving = new LinkedHashSet<>(evicted);
    leaving.removeAll(planned);
    return leaving;
  }

  /** Bytes held once the plan is carried out. */
  long bytesAfter() {
    return used;
  }

  private boolean holds(String key) {
    return holdings.byKey().containsKey(key) && !evicted.contains(key);
  }

  /** Evicts what is less dense until {@code missing} bytes are free; all or nothing. */
  private boolean leave(long missing, double density, String sparing) {
    var leaving = new ArrayList<Victim>();
    long freed = 0;
    for (var victim : victims) {
      if (freed >= missing || victim.density() >= density) {
        break;
      }
      if (!victim.key().equals(sparing)
          && !planned.contains(victim.key())
          && !evicted.contains(victim.key())) {
        leaving.add(victim);
        freed += victim.bytes();
      }
    }
    if (freed < missing) {
      return false;
    }
    leaving.forEach(v -> evicted.add(v.key()));
    used -= freed;
    return true;
  }

  private static double density(double worth, long bytes) {
    return worth / Math.max(1, bytes);
  }
}
