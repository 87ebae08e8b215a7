package io.cachewarmer.archive.redis;

import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.redis.Deadlines;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.RedisUse;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Shared counts in Redis's analytics database; the README tells the layout. Of one event loop. */
public final class RedisSharedCounts implements SharedCounts {

  private final Clock clock;
  private final RedisLinks links;
  private final Telling telling;
  private final Hearing hearing;

  /**
   * @param mostKeys that are kept of this node
   * @param life for which the counts of a node that is never seen again are kept
   * @param random names this process, so that it knows what it wrote itself
   */
  public RedisSharedCounts(
      Config.Redis config,
      int mostKeys,
      Duration life,
      Clock clock,
      Telemetry telemetry,
      Vertx vertx,
      RandomGenerator random) {
    this.clock = clock;
    this.links = new RedisLinks(
        vertx, config, RedisUse.COUNTS, Deadlines.standard(), clock, telemetry, random);
    var keys = new SharedKeys(config.keyPrefix());
    var instance = Long.toHexString(random.nextLong());
    this.telling = new Telling(keys, links, instance, mostKeys, life.toMillis());
    this.hearing = new Hearing(keys, links, life.toMillis());
  }

  @Override
  public Future<Boolean> tell(Own own) {
    return telling.tell(own, clock.millis());
  }

  @Override
  public Future<Others> hear(String node) {
    return hearing.hear(node, clock.millis());
  }

  @Override
  public Future<Void> forget(String node) {
    return telling.forget(node, clock.millis());
  }

  /** Ends the connection; calls fail from then on. */
  public Future<Void> close() {
    return links.close();
  }
}
