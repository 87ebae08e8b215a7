package io.cachewarmer.ownership;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By a lease for each schedule and instant, which nobody gives back. Where leases cannot be had, the side
 * with most of the nodes fires, and on it only the owner that was awake at the instant: one that stood still
 * does not know yet that another has taken over, and of those who would stand in for it there may be many.
 */
public final class SharedFirings implements Firings {

  // Longer than any node stands still and then still believes that an instant is due.
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration ON_TIME = Duration.ofSeconds(5);

  private final Optional<Leases> leases;
  private final Membership membership;

  /** @param leases empty where nothing is shared */
  public SharedFirings(Optional<Leases> leases, Membership membership) {
    this.leases = leases;
    this.membership = membership;
  }

  @Override
  public Future<Boolean> claim(String schedule, Instant instant, Duration late) {
    boolean otherwise = membership.isMajority() && late.compareTo(ON_TIME) < 0;
    return leases
        .map(shared -> shared
            .take("fired:" + schedule + ":" + instant.toEpochMilli(), LIFE)
            .map(lease -> lease.isPresent())
            .otherwise(otherwise))
        .orElseGet(() -> Future.succeededFuture(otherwise));
  }
}
