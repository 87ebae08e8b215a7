package io.cachewarmer.cache.redis;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.plan.Source;
import io.cachewarmer.redis.Deadlines;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.RedisUse;
import io.cachewarmer.redis.Reply;
import io.cachewarmer.redis.Scan;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * The cache in Redis: a string a key, as its origin gave it, with an expiry.
 *
 * <p>Served is only what Redis will let expire: a value without an expiry is somebody else's, its age
 * unknown, and counts as a miss like one of another type or of an absurd size.
 */
public final class RedisStore implements CacheStore {

  /** Longer values are not ours; a read asks for no more than this and one byte. */
  static final int MAX_VALUE_BYTES = 4 << 20;

  private static final int PAGE = 500;

  private final RedisKeys keys;
  private final Duration ttl;
  private final Clock clock;
  private final RedisLinks links;
  private final RedisLinks indexLinks;
  private final WarmedIndex index;
  private final Provenance provenance = new Provenance();
  private final WriteGate gate;
  private final Optional<FencedWrites> fenced;
  private final LongAdder foreign;

  /** @param ttl from which the age of a value is told whose load time nobody noted */
  public RedisStore(
      Config.Redis config,
      Duration ttl,
      Clock clock,
      Telemetry telemetry,
      Vertx vertx,
      RandomGenerator random) {
    this(config, ttl, Deadlines.standard(), clock, telemetry, vertx, random, Optional.empty());
  }

  /** @param fenced how a node of several writes what it warms; empty for a node alone */
  public RedisStore(
      Config.Redis config,
      Duration ttl,
      Clock clock,
      Telemetry telemetry,
      Vertx vertx,
      RandomGenerator random,
      Optional<FencedWrites> fenced) {
    this(config, ttl, Deadlines.standard(), clock, telemetry, vertx, random, fenced);
  }

  RedisStore(
      Config.Redis config,
      Duration ttl,
      Deadlines deadlines,
      Clock clock,
      Telemetry telemetry,
      Vertx vertx,
      RandomGenerator random,
      Optional<FencedWrites> fenced) {
    this.fenced = fenced;
    this.keys = new RedisKeys(config.keyPrefix());
    this.ttl = ttl;
    this.clock = clock;
    this.links = new RedisLinks(vertx, config, RedisUse.CACHE, deadlines, clock, telemetry, random);
    this.indexLinks =
        new RedisLinks(vertx, config, RedisUse.INDEX, deadlines, clock, telemetry, random);
    this.index = new WarmedIndex(indexLinks, keys, clock);
    this.gate = new WriteGate(clock);
    this.foreign = telemetry.counter(Metric.REDIS_FOREIGN_VALUES);
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    var name = keys.of(key);
    // Noted before asking: a note that comes meanwhile speaks of a younger value than the one read.
    var note = provenance.of(key);
    // The time left first: should the value be replaced in between, it is told too short, not too
    // long.
    return links
        .link()
        .read(List.of(
            Request.cmd(Command.PTTL).arg(name),
            Request.cmd(Command.GETRANGE).arg(name).arg(0).arg(MAX_VALUE_BYTES)))
        .compose(replies -> found(key, note, replies.get(0), replies.get(1)));
  }

  private Future<Optional<CachedValue>> found(
      String key, Optional<Provenance.Note> note, Reply left, Reply value) {
    for (var reply : List.of(left, value)) {
      var failure = reply.failure();
      if (failure.isPresent()) {
        return switch (failure.get()) {
          case WRONGTYPE -> foreignValue();
          default -> Future.failedFuture(failure.get().asException());
        };
      }
    }
    long millis = left.number(-2);
    var bytes = value.value().map(Response::toBuffer).orElseGet(Buffer::buffer);
    if (millis == -1 || bytes.length() > MAX_VALUE_BYTES) {
      return foreignValue();
    }
    return Future.succeededFuture(
        millis <= 0 || bytes.length() == 0
            ? Optional.empty()
            : Optional.of(describe(key, note, bytes, millis)));
  }

  private Future<Optional<CachedValue>> foreignValue() {
    foreign.increment();
    return Future.succeededFuture(Optional.empty());
  }

  private CachedValue describe(
      String key, Optional<Provenance.Note> noted, Buffer value, long millisLeft) {
    long now = clock.millis();
    var note = noted.filter(n -> Provenance.agree(n.expiresAtMillis(), now + millisLeft));
    long age = note.map(n -> now - n.loadedAtMillis()).orElse(ttl.toMillis() - millisLeft);
    return new CachedValue(
        value,
        Duration.ofMillis(Math.max(0, age)),
        Duration.ofMillis(millisLeft),
        note.map(Provenance.Note::source).orElse(Source.DEMAND),
        bytesOf(key, value));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    var link = links.link();
    return fenced
        .map(writes -> writes.put(entries, link::write, (some, sending) -> write(some, sending)))
        .orElseGet(() -> write(entries, link::write));
  }

  private Future<List<PutOutcome>> write(List<CacheEntry> entries, Writing.Sending sending) {
    return new Writing(entries, keys, links.link(), sending, gate, index, provenance, clock).run();
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> wanted) {
    var left = new ArrayList<Long>(wanted.size());
    var done = Future.<Void>succeededFuture();
    for (int from = 0; from < wanted.size(); from += PAGE) {
      var page = wanted.subList(from, Math.min(wanted.size(), from + PAGE));
      done = done.compose(before -> millisLeftOf(page, left));
    }
    return done.map(all -> List.copyOf(left));
  }

  private Future<Void> millisLeftOf(List<String> page, List<Long> left) {
    var requests =
        page.stream().map(k -> Request.cmd(Command.PTTL).arg(keys.of(k))).toList();
    return links.link().read(requests).compose(replies -> {
      for (var reply : replies) {
        if (reply.failure().isPresent()) {
          return Future.failedFuture(reply.failure().get().asException());
        }
        left.add(Math.max(0, reply.number(0)));
      }
      return Future.succeededFuture();
    });
  }

  @Override
  public Future<Integer> delete(Collection<String> unwanted) {
    unwanted.forEach(provenance::forget);
    var names = unwanted.stream().map(keys::of).toList();
    var removed = Future.succeededFuture(0);
    for (int from = 0; from < names.size(); from += PAGE) {
      var page = names.subList(from, Math.min(names.size(), from + PAGE));
      removed = removed.compose(sum -> unlink(page).map(n -> sum + n));
    }
    return removed.compose(
        n -> index.remove(unwanted).transform(indexed -> Future.succeededFuture(n)));
  }

  private Future<Integer> unlink(List<String> names) {
    if (names.isEmpty()) {
      return Future.succeededFuture(0);
    }
    var request = Request.cmd(Command.UNLINK);
    names.forEach(request::arg);
    return links.link().write(List.of(request)).compose(replies -> replies
        .get(0)
        .failure()
        .<Future<Integer>>map(f -> Future.failedFuture(f.asException()))
        .orElseGet(() -> Future.succeededFuture((int) replies.get(0).number(0))));
  }

  @Override
  public Future<Integer> clear() {
    provenance.forgetAll();
    return Scan.over(
            links.link(),
            cursor -> Request.cmd(Command.SCAN)
                .arg(cursor)
                .arg("MATCH")
                .arg(keys.pattern())
                .arg("COUNT")
                .arg(PAGE),
            page -> unlink(page.stream()
                .map(Response::toString)
                .filter(name -> !keys.isOfCluster(name))
                .toList()))
        .compose(removed -> index.clear().map(done -> removed));
  }

  @Override
  public Future<List<WarmedEntry>> recover() {
    return index.live().compose(entries -> {
      var byKey = new LinkedHashMap<String, WarmedEntry>();
      entries.forEach(entry -> byKey.put(entry.key(), entry));
      var wanted = List.copyOf(byKey.keySet());
      return millisLeft(wanted).compose(left -> keepTrue(byKey, wanted, left));
    });
  }

  /** Entries that Redis still holds with the expiry that we set; the others leave the index. */
  private Future<List<WarmedEntry>> keepTrue(
      Map<String, WarmedEntry> byKey, List<String> wanted, List<Long> left) {
    long now = clock.millis();
    for (int i = 0; i < wanted.size(); i++) {
      var entry = byKey.get(wanted.get(i));
      if (entry != null
          && (left.get(i) == 0 || !Provenance.agree(entry.expiresAtMillis(), now + left.get(i)))) {
        byKey.remove(wanted.get(i));
      }
    }
    byKey.values().forEach(entry -> provenance.note(entry.key(), Provenance.Note.of(entry)));
    var untrue = wanted.stream().filter(key -> !byKey.containsKey(key)).toList();
    var kept = List.copyOf(byKey.values());
    return index.remove(untrue).transform(removed -> Future.succeededFuture(kept));
  }

  /**
   * Asks by a write that changes nothing, as no key of ours is the bare prefix: a Redis that is full, or
   * that has become a replica, answers PING as ever.
   */
  @Override
  public Future<Void> ping() {
    var nothing =
        Request.cmd(Command.SET).arg(keys.of("")).arg("").arg("XX").arg("PX").arg(1);
    return links.link().read(List.of(nothing)).compose(replies -> replies
        .get(0)
        .failure()
        .<Future<Void>>map(f -> Future.failedFuture(f.asException()))
        .orElseGet(Future::succeededFuture));
  }

  @Override
  public long bytesOf(String key, Buffer value) {
    return Footprint.of(keys.of(key), value.length());
  }

  /** Ends the connections; calls fail from then on. */
  public Future<Void> close() {
    return Future.join(links.close(), indexLinks.close()).mapEmpty();
  }
}
