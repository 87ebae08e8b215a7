package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.CacheNews;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Held;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the account of warmed entries true: what has expired leaves at once, what somebody else removed is
 * found by looking at a slice of the entries at a time, and what an earlier life left is taken over. A store
 * that has lost nearly all, as after a restart, is looked through at once, and that is told once a minute.
 */
final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long EXPIRY_MILLIS = 2_000;
  private static final long SLICE_MILLIS = 5_000;
  private static final int SLICE = 500;

  /** So many entries, and most of all, do not vanish one by one. */
  private static final int MANY = 10;

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Vertx vertx;
  private final Clock clock;
  private final CacheStore cache;
  private final Memory memory;
  private final CommonItems common;
  private final News news;
  private final Deque<Held> unchecked = new ArrayDeque<>();
  private boolean recovered;
  private boolean told;
  private boolean checking;
  // Of the entries that are being looked through, a slice at a time.
  private long checked;
  private long missing;
  private boolean lost;
  private OptionalLong toldOfLoss = OptionalLong.empty();

  Upkeep(Vertx vertx, Clock clock, CacheStore cache, Memory memory, CommonItems common, News news) {
    this.vertx = vertx;
    this.clock = clock;
    this.cache = cache;
    this.memory = memory;
    this.common = common;
    this.news = news;
  }

  /** Completes when the store has told what it holds, or cannot be asked now and is asked later. */
  Future<Void> start() {
    vertx.setPeriodic(EXPIRY_MILLIS, id -> expire());
    vertx.setPeriodic(SLICE_MILLIS, id -> reconcile());
    vertx.setPeriodic(SLICE_MILLIS, id -> common.count());
    return recover();
  }

  private void expire() {
    if (memory.entries() > 0) {
      memory.expire();
    }
  }

  private Future<Void> recover() {
    return cache
        .recover()
        .onSuccess(entries -> {
          recovered = true;
          entries.forEach(this::takeOver);
          news.stored(entries.stream().map(this::entry).toList());
          LOG.atInfo().addKeyValue("entries", entries.size()).log("Took over warmed entries");
        })
        .onFailure(this::tellOnce)
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** It is asked again every few seconds, and may be away for hours. */
  private void tellOnce(Throwable cause) {
    if (!told) {
      told = true;
      LOG.atWarn()
          .addKeyValue("why", cause.getMessage())
          .log("The cache could not tell what it holds; asking again until it does");
    }
  }

  /** Its reasons are forgotten: without a worth it leaves first when room is needed. */
  private void takeOver(WarmedEntry entry) {
    long left = entry.expiresAtMillis() - clock.millis();
    if (left > 0 && memory.find(entry.key()).isEmpty()) {
      long now = memory.now();
      memory.put(new Held(entry.key(), entry.bytes(), now, now + left, Arm.PATTERN, 0));
    }
  }

  private CacheNews.Entry entry(WarmedEntry entry) {
    return new CacheNews.Entry(entry.key(), clock.millis(), entry.expiresAtMillis());
  }

  /** Looks at the next slice, unless a look is under way; completes when that is over, and never fails. */
  Future<Void> reconcile() {
    if (checking) {
      return Future.succeededFuture();
    }
    checking = true;
    var done = recovered ? checkSlice() : recover();
    return done.onComplete(any -> checking = false);
  }

  private Future<Void> checkSlice() {
    if (unchecked.isEmpty()) {
      unchecked.addAll(memory.holdings().all());
    }
    var slice = new ArrayList<Held>();
    while (slice.size() < SLICE && !unchecked.isEmpty()) {
      slice.add(unchecked.remove());
    }
    if (slice.isEmpty()) {
      return Future.succeededFuture();
    }
    return cache
        .millisLeft(slice.stream().map(Held::key).toList())
        // A reserve that answers while the store is away knows nothing of what the store holds.
        .compose(left -> cache.ping().map(there -> vanished(slice, left)))
        .compose(vanished -> settle(slice, vanished))
        .otherwiseEmpty();
  }

  private Future<Void> settle(List<Held> slice, List<Held> vanished) {
    var gone = vanished.stream().map(Held::key).toList();
    memory.remove(gone);
    news.gone(gone);
    long soon = memory.now() + EXPIRY_MILLIS;
    long early = vanished.stream().filter(held -> held.expiresAtMillis() > soon).count();
    checked += slice.size();
    missing += early;
    if (unchecked.isEmpty()) {
      lost |= missing >= MANY && 2 * missing > checked;
      checked = 0;
      missing = 0;
      tellOfLoss();
    }
    return 2 * early > slice.size() && !unchecked.isEmpty()
        ? checkSlice()
        : Future.succeededFuture();
  }

  private void tellOfLoss() {
    long now = clock.ticks();
    if (lost && (toldOfLoss.isEmpty() || now - toldOfLoss.getAsLong() >= PAUSE_NANOS)) {
      lost = false;
      toldOfLoss = OptionalLong.of(now);
      LOG.atWarn().log("The cache has lost most of what was warmed; a cycle begins at once");
      news.vanished();
    }
  }

  /** An entry put anew while the question was under way is another one, and stays. */
  private List<Held> vanished(List<Held> slice, List<Long> left) {
    var gone = new ArrayList<Held>();
    for (int i = 0; i < slice.size(); i++) {
      var held = slice.get(i);
      if (left.get(i) <= 0 && memory.find(held.key()).equals(Optional.of(held))) {
        gone.add(held);
      }
    }
    return gone;
  }
}
