package io.cachewarmer.ownership;

import io.cachewarmer.ownership.Leases.Lease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Places that are leases: as many names as there are places, each held by one node at a time. A share for
 * each node would leave most of them without any where there are fewer places than nodes, and would count
 * some twice while a node comes or goes.
 *
 * <p>A place whose node dies is free again after 30 s. Where leases are not to be had the eldest node on the
 * side with most nodes has all places, the others none; where they should be had and are not, nobody has one.
 */
public final class SharedPermits implements Permits {

  private static final Duration LIFE = Duration.ofSeconds(30);
  private static final long RENEWAL_MILLIS = 10_000;
  private static final long LONGEST_PAUSE_MILLIS = 400;
  private static final int MOST_ATTEMPTS = 1_500;

  private final Vertx vertx;
  private final Optional<Leases> leases;
  private final Membership membership;
  private final String name;
  private final int places;
  private final RandomGenerator random;

  /** @param places that all nodes have together, at least 1 */
  public SharedPermits(
      Vertx vertx,
      Optional<Leases> leases,
      Membership membership,
      String name,
      int places,
      RandomGenerator random) {
    this.vertx = vertx;
    this.leases = leases;
    this.membership = membership;
    this.name = name;
    this.places = places;
    this.random = random;
  }

  @Override
  public Future<Runnable> take() {
    return leases.map(shared -> attempt(shared, MOST_ATTEMPTS)).orElseGet(this::asEldest);
  }

  private Future<Runnable> asEldest() {
    boolean mine = membership.isMajority()
        && membership
            .eldest()
            .filter(node -> node.id().equals(membership.self()))
            .isPresent();
    return mine
        ? Future.succeededFuture(() -> {})
        : Future.failedFuture(new TimeoutException("the eldest node has all places"));
  }

  private Future<Runnable> attempt(Leases shared, int attemptsLeft) {
    return oneOf(shared, 0).compose(taken -> {
      if (taken.isPresent()) {
        return Future.succeededFuture(keep(shared, taken.get()));
      }
      return attemptsLeft == 1
          ? Future.failedFuture(new TimeoutException("no place became free"))
          : vertx
              .timer(1 + random.nextLong(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)
              .compose(later -> attempt(shared, attemptsLeft - 1));
    });
  }

  private Future<Optional<Lease>> oneOf(Leases shared, int place) {
    return shared
        .take(name + ":" + place, LIFE)
        .compose(taken -> taken.isPresent() || place + 1 == places
            ? Future.succeededFuture(taken)
            : oneOf(shared, place + 1));
  }

  private Runnable keep(Leases shared, Lease lease) {
    long timer = vertx.setPeriodic(RENEWAL_MILLIS, tick -> shared.renew(lease, LIFE));
    var given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        vertx.cancelTimer(timer);
        shared.release(lease);
      }
    };
  }
}
