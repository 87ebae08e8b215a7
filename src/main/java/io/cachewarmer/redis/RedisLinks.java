package io.cachewarmer.redis;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The few connections that one use of Redis may have, however many event loops there are: a caller
 * gets the link of its own event loop where there is one, so that no call changes threads, and shares
 * another otherwise. Nothing is connected before the first call.
 */
public final class RedisLinks {

  private final VertxInternal vertx;
  private final List<RedisLink> links;

  public RedisLinks(
      Vertx vertx,
      Config.Redis config,
      RedisUse use,
      Deadlines deadlines,
      Clock clock,
      Telemetry telemetry,
      RandomGenerator random) {
    this.vertx = (VertxInternal) vertx;
    var url = config.url().orElseThrow(() -> new IllegalArgumentException("no Redis URL is set"));
    var address = new RedisAddress(url, use.database(config));
    var outages = new Outages(address, use, clock, telemetry);
    this.links = Stream.generate(
            () -> new RedisLink(this.vertx, address, deadlines, random, outages))
        .limit(use.links())
        .toList();
    telemetry.gauge(
        Metric.REDIS_CONNECTIONS,
        () -> links.stream().filter(RedisLink::isUp).count(),
        use.label());
    telemetry.gauge(
        Metric.REDIS_REFUSING,
        () -> links.stream().anyMatch(RedisLink::isRefusing) ? 1 : 0,
        use.label());
    telemetry.gauge(
        Metric.REDIS_IN_FLIGHT,
        () -> links.stream().mapToInt(RedisLink::inFlight).sum(),
        use.label());
  }

  /** The caller's link: always the same one for the same event loop. */
  public RedisLink link() {
    ContextInternal caller = vertx.getOrCreateContext();
    for (var link : links) {
      if (link.sharesLoopWith(caller)) {
        return link;
      }
    }
    return links.get(Math.floorMod(caller.nettyEventLoop().hashCode(), links.size()));
  }

  public Future<Void> close() {
    return Future.join(links.stream().map(RedisLink::close).toList()).mapEmpty();
  }
}
