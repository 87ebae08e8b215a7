package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.KeyExplained.LastWarm;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.warming.upstream.Fetched;
import io.cachewarmer.warming.upstream.Loads;
import io.vertx.core.Future;
import java.util.List;

/** The tools of a run on this node. */
record RunTools(
    Trigger trigger,
    Clock clock,
    CacheStore cache,
    Loads loads,
    Generations generations,
    PutBatcher puts,
    Memory memory,
    Budget budget,
    LastWarms lastWarms,
    RunFigures figures,
    News news)
    implements WarmRun.Tools {

  /** A question that the model answers is paid for like an item; what a client told costs nothing. */
  @Override
  public Future<Fetched> load(Candidate candidate, Questions questions) {
    if (Questions.isQuestion(candidate.key())) {
      return generations.generate(candidate.key(), questions, trigger).onSuccess(made -> {
        if (made.millis() > 0) {
          budget.pay(trigger);
        }
      });
    }
    budget.pay(trigger);
    return loads.warm(candidate.key());
  }

  @Override
  public Future<PutOutcome> store(Candidate candidate, Fetched fetched) {
    return puts.add(candidate, fetched);
  }

  @Override
  public void flush() {
    puts.flush();
  }

  @Override
  public Future<Void> evict(List<String> keys) {
    return cache
        .delete(keys)
        .onSuccess(gone -> {
          memory.remove(keys);
          news.gone(keys);
        })
        .mapEmpty();
  }

  @Override
  public void warmed(String key, Arm arm) {
    figures.warmed(arm);
    lastWarms.remember(
        key, new LastWarm(clock.millis(), true, "stored, proposed by " + arm.label()));
  }

  @Override
  public void failed(String key, WarmFailure why) {
    figures.failed(why);
    lastWarms.remember(key, new LastWarm(clock.millis(), false, why.sentence()));
  }

  @Override
  public void skipped(Verdict verdict) {
    figures.skipped(verdict);
  }

  @Override
  public long memoryUsed() {
    return memory.bytes();
  }
}
