package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.Settled.Unmade;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.warming.upstream.Fetched;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A run of decided warms that remembers by key what was not made, and for how long that is better let be. */
final class EventRun {

  /** @param run its report */
  record Ended(Run run, List<Unmade> unmade) {}

  // What a limit or a rule stands against now may pass soon, what fails at its origin does not.
  private static final int SHORT_REST = 8;
  private static final int LONG_REST = 2;

  private final Course course;
  private final CacheStore cache;
  private final long ttlMillis;
  private final Noting noting;
  private final WarmRun run;

  EventRun(
      Course course,
      CacheStore cache,
      Duration ttl,
      WarmRun.Tools tools,
      Function<WarmRun.Tools, WarmRun> making) {
    this.course = course;
    this.cache = cache;
    this.ttlMillis = ttl.toMillis();
    this.noting = new Noting(tools, new HashMap<>());
    this.run = making.apply(noting);
  }

  Future<Ended> start() {
    return run.start().compose(over -> fresh().map(left -> new Ended(over, unmade(left))));
  }

  void cancel() {
    run.cancel();
  }

  private List<Unmade> unmade(Map<String, Long> left) {
    var unmade = new ArrayList<Unmade>();
    for (var planned : course.plan().candidates()) {
      var key = planned.candidate().key();
      if (planned.verdict() != Verdict.WARM) {
        unmade.add(new Unmade(key, false, rest(planned, left)));
      } else if (!noting.warmed.getOrDefault(key, false)) {
        // One that was not even begun is free.
        boolean paid = noting.warmed.containsKey(key) && course.obstacle().isEmpty();
        unmade.add(new Unmade(key, paid, paid ? ttlMillis / LONG_REST : ttlMillis / SHORT_REST));
      }
    }
    return unmade;
  }

  private long rest(Plan.Planned planned, Map<String, Long> left) {
    return switch (planned.verdict()) {
      case FRESH -> left.getOrDefault(planned.candidate().key(), 0L);
      case BELOW_THRESHOLD, NOT_MINE -> ttlMillis / LONG_REST;
      default -> ttlMillis / SHORT_REST;
    };
  }

  /** The time left to those that were fresh already; nothing is known of it when the cache cannot be asked. */
  private Future<Map<String, Long>> fresh() {
    var keys = course.plan().candidates().stream()
        .filter(planned -> planned.verdict() == Verdict.FRESH)
        .map(planned -> planned.candidate().key())
        .toList();
    if (keys.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return cache.millisLeft(keys).map(left -> byKey(keys, left)).otherwise(Map.of());
  }

  private static Map<String, Long> byKey(List<String> keys, List<Long> left) {
    var byKey = new HashMap<String, Long>();
    for (int i = 0; i < keys.size(); i++) {
      byKey.put(keys.get(i), left.get(i));
    }
    return byKey;
  }

  /** @param warmed by key, whether an attempt succeeded */
  private record Noting(WarmRun.Tools tools, Map<String, Boolean> warmed) implements WarmRun.Tools {

    @Override
    public Future<Fetched> load(Candidate candidate, Questions questions) {
      return tools.load(candidate, questions);
    }

    @Override
    public Future<PutOutcome> store(Candidate candidate, Fetched fetched) {
      return tools.store(candidate, fetched);
    }

    @Override
    public void flush() {
      tools.flush();
    }

    @Override
    public Future<Void> evict(List<String> keys) {
      return tools.evict(keys);
    }

    @Override
    public void warmed(String key, Arm arm) {
      warmed.put(key, true);
      tools.warmed(key, arm);
    }

    @Override
    public void failed(String key, WarmFailure why) {
      warmed.put(key, false);
      tools.failed(key, why);
    }

    @Override
    public void skipped(Verdict verdict) {
      tools.skipped(verdict);
    }

    @Override
    public long memoryUsed() {
      return tools.memoryUsed();
    }
  }
}
