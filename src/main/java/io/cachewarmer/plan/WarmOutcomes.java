package io.cachewarmer.plan;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.prompt.PromptKey;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * What warming was good for: follows each warm to its first hit or its end. One owner; not
 * thread-safe.
 *
 * <p>Only accesses that agents report count as demand; what the warmer itself reads or loads never
 * comes in here. Of the hits on a warmed entry the first alone saves a load, since the miss in its
 * place would have filled the cache for the others.
 *
 * <p>Accuracy and coverage as in the prefetching literature: Mittal, A Survey of Recent Prefetching
 * Techniques, ACM Computing Surveys 49 (2016).
 */
public final class WarmOutcomes {

  private record Open(
      String key, long atMillis, long expiresAtMillis, double loadMillis, boolean read) {}

  /**
   * The figures so far. Ratios are 0 before there is anything to divide by.
   *
   * @param hitsOnWarmed demand hits that a warmed entry answered
   * @param accuracy warms read before they ended, of all warms whose fate is known
   * @param coverage misses that warming saved, of those and the misses that remained
   * @param wasted warms that ended unread
   */
  public record Tally(
      long demandHits,
      long demandRequests,
      long hitsOnWarmed,
      double accuracy,
      double coverage,
      long wasted,
      double savedMillis,
      Map<Arm, Long> warmsBy) {}

  private final int maxOpen;
  private final LongConsumer firstHit;
  private final Map<String, Open> open = new HashMap<>();
  private final TreeSet<Open> byExpiry =
      new TreeSet<>(Comparator.comparingLong(Open::expiresAtMillis).thenComparing(Open::key));
  private final Map<Arm, Long> warmsBy = new EnumMap<>(Arm.class);
  private long hits;
  private long requests;
  private long hitsOnWarmed;
  private long useful;
  private long wasted;
  private double savedMillis;

  public WarmOutcomes(int maxOpen) {
    this(maxOpen, millis -> {});
  }

  /**
   * @param maxOpen warms followed at once; beyond it the one that ends first is lost sight of
   * @param firstHit told the time from each warm to its first hit
   */
  public WarmOutcomes(int maxOpen, LongConsumer firstHit) {
    if (maxOpen < 1) {
      throw new IllegalArgumentException("at least one warm must be followed, not " + maxOpen);
    }
    this.maxOpen = maxOpen;
    this.firstHit = firstHit;
  }

  /** An entry was put by warming; an earlier one under the same key ends with it. */
  public void warmed(String key, Arm arm, long at, long expiresAt, double loadMillis) {
    close(key);
    if (open.size() >= maxOpen) {
      var first = byExpiry.pollFirst();
      if (first != null) {
        open.remove(first.key());
      }
    }
    enter(new Open(key, at, expiresAt, loadMillis, false));
    warmsBy.merge(arm, 1L, Long::sum);
  }

  /** Every entry is gone: what was warmed ends here, and a later hit is none of its merit. */
  public void emptied() {
    List.copyOf(open.keySet()).forEach(this::close);
  }

  /** Demand, in any order. */
  public void heard(List<AccessEvent> events) {
    for (var event : events) {
      if (event instanceof ItemAccess item) {
        heard(item.key(), item.hit(), item.atMillis());
      } else if (event instanceof PromptAccess asked) {
        heard(PromptKey.of(asked.model(), asked.query()), asked.cached(), asked.atMillis());
      }
    }
  }

  /** The figures, after the warms that have ended by now are closed. */
  public Tally tally(long nowMillis) {
    while (!byExpiry.isEmpty() && byExpiry.first().expiresAtMillis() <= nowMillis) {
      close(byExpiry.first().key());
    }
    return new Tally(
        hits,
        requests,
        hitsOnWarmed,
        ratio(useful, useful + wasted),
        ratio(useful, useful + requests - hits),
        wasted,
        savedMillis,
        Map.copyOf(warmsBy));
  }

  private void heard(String key, boolean hit, long at) {
    requests++;
    if (!hit) {
      return;
    }
    hits++;
    var warm = open.get(key);
    if (warm == null || at < warm.atMillis() || at >= warm.expiresAtMillis()) {
      return;
    }
    hitsOnWarmed++;
    if (!warm.read()) {
      useful++;
      firstHit.accept(at - warm.atMillis());
      savedMillis += warm.loadMillis();
      byExpiry.remove(warm);
      enter(new Open(key, warm.atMillis(), warm.expiresAtMillis(), warm.loadMillis(), true));
    }
  }

  private void enter(Open warm) {
    open.put(warm.key(), warm);
    byExpiry.add(warm);
  }

  private void close(String key) {
    var ended = open.remove(key);
    if (ended != null) {
      byExpiry.remove(ended);
      wasted += ended.read() ? 0 : 1;
    }
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
