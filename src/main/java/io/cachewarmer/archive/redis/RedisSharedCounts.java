package io.cachewarmer.archive.redis;

import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.redis.Deadlines;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.RedisUse;
import io.cachewarmer.redis.Reply;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Shared counts in {@code {prefix}analytics:weights}, relative to {@code {prefix}analytics:landmark}.
 *
 * <p>The landmark is set by whichever node comes first. When weights have grown by 2^64, or nodes were
 * given another half-life, one node scales all of them down and moves the landmark in one transaction;
 * every addition watches the landmark, so that none is weighed by one that has just been replaced.
 * Batches take their turn: a WATCH belongs to the connection.
 */
public final class RedisSharedCounts implements SharedCounts {

  /** Commands of one transaction; more keys go in further ones. */
  private static final int MOST_KEYS = 1000;

  private static final int MOST_WAITING = 64;
  private static final int ATTEMPTS = 3;

  private final String weights;
  private final String landmark;
  private final Duration halfLife;
  private final int mostKeys;
  private final RedisLinks links;
  private final AtomicReference<Future<Void>> last =
      new AtomicReference<>(Future.succeededFuture());
  private final AtomicInteger waiting = new AtomicInteger();

  /** @param mostKeys how many keys are kept, the heaviest */
  public RedisSharedCounts(
      Config.Redis config,
      Duration halfLife,
      int mostKeys,
      Clock clock,
      Telemetry telemetry,
      Vertx vertx,
      RandomGenerator random) {
    this.weights = config.keyPrefix() + "analytics:weights";
    this.landmark = config.keyPrefix() + "analytics:landmark";
    this.halfLife = halfLife;
    this.mostKeys = mostKeys;
    this.links = new RedisLinks(
        vertx, config, RedisUse.COUNTS, Deadlines.standard(), clock, telemetry, random);
  }

  @Override
  public Future<Void> add(Map<String, Double> accesses, long atMillis) {
    var all = new ArrayList<>(accesses.entrySet());
    var done = Future.<Void>succeededFuture();
    for (int from = 0; from < all.size(); from += MOST_KEYS) {
      var some = List.copyOf(all.subList(from, Math.min(all.size(), from + MOST_KEYS)));
      done = done.compose(before -> inTurn(() -> add(some, atMillis, ATTEMPTS)));
    }
    return done;
  }

  @Override
  public Future<Void> clear() {
    return inTurn(() -> links
        .link()
        .write(List.of(Request.cmd(Command.UNLINK).arg(weights).arg(landmark)))
        .compose(replies -> intact(replies).mapEmpty()));
  }

  /** Ends the connection; calls fail from then on. */
  public Future<Void> close() {
    return links.close();
  }

  private Future<Void> inTurn(Supplier<Future<Void>> work) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return Future.failedFuture(new StoreUnavailable("too many shared counts are waiting"));
    }
    var turn = Promise.<Void>promise();
    return last.getAndSet(turn.future()).compose(before -> work.get()).onComplete(over -> {
      waiting.decrementAndGet();
      turn.complete();
    });
  }

  private Future<Void> add(List<Map.Entry<String, Double>> some, long atMillis, int attempts) {
    var fresh = Landmark.at(atMillis, halfLife);
    return links
        .link()
        .write(List.of(
            Request.cmd(Command.SET).arg(landmark).arg(fresh.text()).arg("NX"),
            Request.cmd(Command.WATCH).arg(landmark),
            Request.cmd(Command.GET).arg(landmark)))
        .compose(RedisSharedCounts::intact)
        .compose(replies -> links.link().write(transaction(some, atMillis, fresh, replies.get(2))))
        .compose(RedisSharedCounts::intact)
        .compose(replies -> {
          var executed = replies.get(replies.size() - 1).value();
          if (executed.isPresent()) {
            return errorsIn(executed.get());
          }
          return attempts > 1
              ? add(some, atMillis, attempts - 1)
              : Future.failedFuture(
                  new StoreUnavailable("the landmark of the shared counts keeps changing"));
        });
  }

  private List<Request> transaction(
      List<Map.Entry<String, Double>> some, long atMillis, Landmark fresh, Reply stored) {
    var current = stored.value().map(Response::toString).flatMap(Landmark::parse);
    var commands = new ArrayList<Request>(some.size() + 5);
    commands.add(Request.cmd(Command.MULTI));
    var relativeTo = current.filter(l -> !l.isOutdated(atMillis, halfLife)).orElse(fresh);
    if (relativeTo == fresh) {
      // Without a landmark to scale from, weights mean nothing: they start afresh.
      commands.add(current
          .map(outdated -> scaleBy(1 / outdated.weightAt(atMillis)))
          .orElseGet(() -> Request.cmd(Command.UNLINK).arg(weights)));
      commands.add(Request.cmd(Command.SET).arg(landmark).arg(fresh.text()));
    }
    double weight = relativeTo.weightAt(atMillis);
    for (var access : some) {
      commands.add(Request.cmd(Command.ZINCRBY)
          .arg(weights)
          .arg(Double.toString(access.getValue() * weight))
          .arg(access.getKey()));
    }
    commands.add(Request.cmd(Command.ZREMRANGEBYRANK).arg(weights).arg(0).arg(-1L - mostKeys));
    commands.add(Request.cmd(Command.EXEC));
    return commands;
  }

  private Request scaleBy(double factor) {
    return Request.cmd(Command.ZUNIONSTORE)
        .arg(weights)
        .arg(1)
        .arg(weights)
        .arg("WEIGHTS")
        .arg(Double.toString(factor));
  }

  /** The replies, or the first failure among them. */
  private static Future<List<Reply>> intact(List<Reply> replies) {
    return replies.stream()
        .flatMap(reply -> reply.failure().stream())
        .findFirst()
        .<Future<List<Reply>>>map(failure -> Future.failedFuture(failure.asException()))
        .orElseGet(() -> Future.succeededFuture(replies));
  }

  private static Future<Void> errorsIn(Response executed) {
    return executed.stream().anyMatch(reply -> reply.type() == ResponseType.ERROR)
        ? Future.failedFuture(
            new StoreUnavailable("Redis holds something else under the name of the shared counts"))
        : Future.succeededFuture();
  }
}
