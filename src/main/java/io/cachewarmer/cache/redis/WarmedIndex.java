package io.cachewarmer.cache.redis;

import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.Scan;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is known of warmed values, for the next life of the service: a hash in the analytics database,
 * one field a key, {@code bytes:loadedAt:expiresAt} its value. Shared by all nodes.
 *
 * <p>Only a memory aid: when it cannot be written the value is stored all the same, and passes for a
 * demand load after a restart. Fields of expired values are swept out after every thousand that are
 * added, so that it holds at most that many beyond the live ones.
 */
final class WarmedIndex {

  private static final int SWEEP_AFTER = 1000;
  private static final int PAGE = 500;

  private final RedisLinks links;
  private final String hash;
  private final Clock clock;
  private final AtomicInteger added = new AtomicInteger();

  WarmedIndex(RedisLinks links, RedisKeys keys, Clock clock) {
    this.links = links;
    this.hash = keys.warmed();
    this.clock = clock;
  }

  Future<Void> add(List<WarmedEntry> entries) {
    if (entries.isEmpty()) {
      return Future.succeededFuture();
    }
    var request = Request.cmd(Command.HSET).arg(hash);
    for (var entry : entries) {
      request
          .arg(entry.key())
          .arg(entry.bytes() + ":" + entry.loadedAtMillis() + ":" + entry.expiresAtMillis());
    }
    return send(request).compose(done -> sweepWhenDue(entries.size()));
  }

  Future<Void> remove(Collection<String> keys) {
    if (keys.isEmpty()) {
      return Future.succeededFuture();
    }
    var request = Request.cmd(Command.HDEL).arg(hash);
    keys.forEach(request::arg);
    return send(request);
  }

  Future<Void> clear() {
    return send(Request.cmd(Command.UNLINK).arg(hash));
  }

  /** All that has not expired; what has, and what nobody can read, is removed. */
  Future<List<WarmedEntry>> live() {
    var live = new ArrayList<WarmedEntry>();
    return Scan.over(
            links.link(),
            cursor ->
                Request.cmd(Command.HSCAN).arg(hash).arg(cursor).arg("COUNT").arg(PAGE),
            page -> sort(page, live))
        .map(removed -> List.copyOf(live));
  }

  private Future<Integer> sort(List<Response> page, List<WarmedEntry> live) {
    var dead = new ArrayList<String>();
    long now = clock.millis();
    for (int i = 0; i + 1 < page.size(); i += 2) {
      var key = page.get(i).toString();
      parse(key, page.get(i + 1).toString())
          .filter(entry -> entry.expiresAtMillis() > now)
          .ifPresentOrElse(live::add, () -> dead.add(key));
    }
    return remove(dead).map(done -> dead.size());
  }

  private static Optional<WarmedEntry> parse(String key, String text) {
    var parts = text.split(":", -1);
    try {
      return parts.length != 3
          ? Optional.empty()
          : Optional.of(new WarmedEntry(
              key, Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }

  private Future<Void> sweepWhenDue(int more) {
    if (added.addAndGet(more) < SWEEP_AFTER) {
      return Future.succeededFuture();
    }
    added.set(0);
    return live().mapEmpty();
  }

  private Future<Void> send(Request request) {
    return links.link().write(List.of(request)).compose(replies -> replies
        .get(0)
        .failure()
        .<Future<Void>>map(failure -> Future.failedFuture(failure.asException()))
        .orElseGet(Future::succeededFuture));
  }
}
