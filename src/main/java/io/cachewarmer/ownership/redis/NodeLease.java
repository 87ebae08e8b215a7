package io.cachewarmer.ownership.redis;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.ownership.Fence;
import io.cachewarmer.ownership.Leases.Lease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease that says that this node is alive. It ends when the others have given up a node that is silent,
 * so that what such a node was about to write finds it gone; the node then takes a new one, with a new
 * number.
 */
public final class NodeLease implements Fence {

  private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
  // As long as a silent node is waited for: from then on its keys are another's.
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final long RENEWAL_MILLIS = 2_500;

  private static final int FIRST_ATTEMPTS = 10;
  private static final long FIRST_PAUSE_MILLIS = 200;

  private record Held(Lease lease, long sinceMillis, long renewedAtTicks) {}

  private final Vertx vertx;
  private final RedisLeases leases;
  private final Clock clock;
  private final String name;
  private volatile Optional<Held> held = Optional.empty();

  public NodeLease(Vertx vertx, RedisLeases leases, Clock clock, String node) {
    this.vertx = vertx;
    this.leases = leases;
    this.clock = clock;
    this.name = "node:" + node;
  }

  /** Completes when it is held, or could not be had yet; it is tried for until then. */
  public Future<Void> start() {
    vertx.setPeriodic(RENEWAL_MILLIS, tick -> renew());
    return begin(FIRST_ATTEMPTS);
  }

  /** Without it nothing that is warmed at start would be kept. */
  private Future<Void> begin(int attempts) {
    return renew()
        .compose(asked -> held.isPresent() || attempts == 1
            ? Future.succeededFuture()
            : vertx
                .timer(FIRST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(later -> begin(attempts - 1)));
  }

  @Override
  public Optional<Pass> pass() {
    return held.filter(mine -> clock.ticks() - mine.renewedAtTicks < LIFE.toNanos())
        .map(mine -> new Pass(leases.key(name), mine.lease.value(), mine.sinceMillis));
  }

  private Future<Void> renew() {
    long asked = clock.ticks();
    var before = held;
    var kept = before
        .map(mine -> leases.renew(mine.lease, LIFE))
        .orElseGet(() -> Future.succeededFuture(false));
    return kept.compose(still -> still ? note(before, asked) : take(asked))
        .onFailure(
            away -> LOG.atDebug().setCause(away).log("The lease of this node was not renewed"))
        .otherwiseEmpty();
  }

  private Future<Void> note(Optional<Held> before, long asked) {
    held = before.map(mine -> new Held(mine.lease, mine.sinceMillis, asked));
    return Future.succeededFuture();
  }

  private Future<Void> take(long asked) {
    return leases.takeOwn(name, LIFE).map(lease -> {
      if (held.isPresent()) {
        LOG.atWarn()
            .addKeyValue("fence", lease.fence())
            .log("This node stood still, or Redis forgot it: what it loaded before is not written");
      }
      held = Optional.of(new Held(lease, clock.millis(), asked));
      return null;
    });
  }
}
