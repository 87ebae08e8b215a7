package io.cachewarmer.ownership.redis;

import io.cachewarmer.ownership.Leases;
import io.cachewarmer.redis.Guarded;
import io.cachewarmer.redis.RedisFailure;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A lease is a string with an expiry, set only where there is none; its value is the node and a number from
 * a counter. Renewed and given back only while it holds that value.
 */
public final class RedisLeases implements Leases {

  private static final char SEPARATOR = '\u001f';

  private final String prefix;
  private final String node;
  private final RedisLinks links;
  private final Guarded guarded;

  /** @param node the id of this one */
  public RedisLeases(Vertx vertx, RedisLinks links, String keyPrefix, String node) {
    this.prefix = keyPrefix + SEPARATOR;
    this.node = node;
    this.links = links;
    this.guarded = new Guarded(vertx, links.link());
  }

  String key(String name) {
    return prefix + name;
  }

  @Override
  public Future<Optional<Lease>> take(String name, Duration life) {
    return next(name).compose(lease -> take(lease, life));
  }

  /**
   * A lease that no other node ever asks for, under a new number. What an earlier attempt of ours may have
   * left there, when its answer was lost, gives way.
   */
  Future<Lease> takeOwn(String name, Duration life) {
    return next(name).compose(lease -> ask(Request.cmd(Command.SET)
            .arg(key(lease.name()))
            .arg(lease.value())
            .arg("PX")
            .arg(life.toMillis()))
        .map(done -> lease));
  }

  private Future<Lease> next(String name) {
    return ask(Request.cmd(Command.INCR).arg(key("fence"))).map(reply -> {
      long fence = reply.number(0);
      return new Lease(name, node + ":" + fence, fence);
    });
  }

  private Future<Optional<Lease>> take(Lease lease, Duration life) {
    return ask(Request.cmd(Command.SET)
            .arg(key(lease.name()))
            .arg(lease.value())
            .arg("NX")
            .arg("PX")
            .arg(life.toMillis()))
        .map(reply -> reply.value().map(ok -> lease));
  }

  @Override
  public Future<Boolean> renew(Lease lease, Duration life) {
    return guarded
        .whileHolding(
            key(lease.name()),
            lease.value(),
            List.of(Request.cmd(Command.PEXPIRE).arg(key(lease.name())).arg(life.toMillis())))
        .compose(replies -> ours(replies.get(0)));
  }

  /** What was not answered may have been done, and is no sign of another holder. */
  private static Future<Boolean> ours(Reply reply) {
    return reply
        .failure()
        .filter(failure -> failure != RedisFailure.FENCED)
        .<Future<Boolean>>map(failure -> Future.failedFuture(failure.asException()))
        .orElseGet(() -> Future.succeededFuture(!reply.failed()));
  }

  @Override
  public Future<Void> release(Lease lease) {
    return guarded
        .whileHolding(
            key(lease.name()),
            lease.value(),
            List.of(Request.cmd(Command.DEL).arg(key(lease.name()))))
        .mapEmpty();
  }

  private Future<Reply> ask(Request request) {
    return links.link().write(List.of(request)).compose(replies -> replies
        .get(0)
        .failure()
        .<Future<Reply>>map(failure -> Future.failedFuture(failure.asException()))
        .orElseGet(() -> Future.succeededFuture(replies.get(0))));
  }
}
