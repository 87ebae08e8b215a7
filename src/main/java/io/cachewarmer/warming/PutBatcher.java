package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Warmed.WarmedKey;
import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Held;
import io.cachewarmer.plan.Source;
import io.cachewarmer.warming.upstream.Fetched;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gathers loaded values and writes them to the store together, so many at a time; what is stored is entered
 * into the account of memory. Holds no load slot: the next loads run while a batch is being written.
 */
final class PutBatcher {

  private record Waiting(Candidate candidate, Fetched fetched, Promise<PutOutcome> done) {}

  private record Ready(Waiting waiting, CacheEntry entry) {}

  private final CacheStore cache;
  private final Memory memory;
  private final Lifetime lifetime;
  private final Clock clock;
  private final int batchSize;
  private final Consumer<List<WarmedKey>> onStored;
  // Not yet seen in the store, gathered or on their way. Bounded by the size of a run.
  private final Map<String, Waiting> unwritten = new LinkedHashMap<>();
  private List<Waiting> gathered = new ArrayList<>();
  private long bytesOnTheirWay;

  PutBatcher(
      CacheStore cache,
      Memory memory,
      Lifetime lifetime,
      Clock clock,
      int batchSize,
      Consumer<List<WarmedKey>> onStored) {
    this.cache = cache;
    this.memory = memory;
    this.lifetime = lifetime;
    this.clock = clock;
    this.batchSize = batchSize;
    this.onStored = onStored;
  }

  /** Completes when its batch was written; fails only when the store could not be asked. */
  Future<PutOutcome> add(Candidate candidate, Fetched fetched) {
    var waiting = new Waiting(candidate, fetched, Promise.promise());
    unwritten.put(candidate.key(), waiting);
    gathered.add(waiting);
    if (gathered.size() >= batchSize) {
      flush();
    }
    return waiting.done.future();
  }

  /** A value that is loaded but not yet written, for a reader who would otherwise load it again. */
  Optional<Fetched> unwritten(String key) {
    return Optional.ofNullable(unwritten.get(key)).map(waiting -> waiting.fetched);
  }

  /** Writes what is gathered, be it less than a batch. */
  void flush() {
    var batch = gathered;
    gathered = new ArrayList<>();
    var ready = new ArrayList<Ready>();
    long bytes = 0;
    for (var waiting : batch) {
      var entry = entry(waiting);
      long size = cache.bytesOf(entry.key(), entry.value());
      if (Lifetime.isOver(entry.ttl())) {
        settle(waiting, PutOutcome.refused("it took longer to load than it may live"));
      } else if (!memory.fits(entry.key(), size, bytesOnTheirWay + bytes)) {
        settle(
            waiting,
            PutOutcome.refused("it is larger than was planned, and the memory limit is reached"));
      } else {
        bytes += size;
        ready.add(new Ready(waiting, entry));
      }
    }
    write(ready, bytes);
  }

  private void write(List<Ready> ready, long bytes) {
    if (ready.isEmpty()) {
      return;
    }
    bytesOnTheirWay += bytes;
    cache.putAll(ready.stream().map(Ready::entry).toList()).onComplete(result -> {
      bytesOnTheirWay -= bytes;
      if (result.succeeded()) {
        written(ready, result.result());
      } else {
        ready.forEach(one -> unwritten.remove(one.entry.key(), one.waiting));
        ready.forEach(one -> one.waiting.done.fail(result.cause()));
      }
    });
  }

  private void written(List<Ready> ready, List<PutOutcome> outcomes) {
    var stored = new ArrayList<WarmedKey>();
    for (int i = 0; i < ready.size(); i++) {
      var outcome = outcomes.get(i);
      var one = ready.get(i);
      if (outcome.stored()) {
        memory.put(held(one, outcome.bytes()));
        stored.add(warmed(one, outcome.bytes()));
      }
    }
    if (!stored.isEmpty()) {
      onStored.accept(List.copyOf(stored));
    }
    for (int i = 0; i < ready.size(); i++) {
      settle(ready.get(i).waiting, outcomes.get(i));
    }
  }

  private void settle(Waiting waiting, PutOutcome outcome) {
    unwritten.remove(waiting.candidate.key(), waiting);
    waiting.done.complete(outcome);
  }

  private CacheEntry entry(Waiting waiting) {
    var fetched = waiting.fetched;
    Duration left = lifetime.left(fetched);
    return new CacheEntry(
        waiting.candidate.key(), fetched.value(), fetched.askedAtMillis(), left, Source.WARMED);
  }

  private Held held(Ready one, long bytes) {
    var candidate = one.waiting.candidate;
    long now = memory.now();
    return new Held(
        candidate.key(),
        bytes,
        now,
        now + one.entry.ttl().toMillis(),
        strongest(candidate),
        candidate.worth());
  }

  private WarmedKey warmed(Ready one, long bytes) {
    long now = clock.millis();
    return new WarmedKey(
        one.entry.key(),
        strongest(one.waiting.candidate),
        now,
        now + one.entry.ttl().toMillis(),
        one.waiting.fetched.millis(),
        bytes);
  }

  private static Arm strongest(Candidate candidate) {
    return candidate.reasons().isEmpty()
        ? Arm.NAMED
        : candidate.reasons().get(0).strategy();
  }
}
