package io.cachewarmer.warming.upstream;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.cachewarmer.plan.Backoff;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads values: one at a time for a key, within the limits, again after a failure that may pass. Belongs to
 * one event loop; a future fails with {@link OriginFailure}, or with a {@code Refusal} when too many wait.
 */
public final class Loads {

  private static final Logger LOG = LoggerFactory.getLogger(Loads.class);

  private static final int MOST_WAITING = 1000;
  private static final int LIVE_RETRIES = 1;
  private static final Duration REST = Duration.ofSeconds(2);
  private static final Duration LONGEST_HINT = Duration.ofSeconds(10);
  private static final Duration LONGEST_LIVE_HINT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Clock clock;
  private final Origin origin;
  private final Backoff backoff;
  private final int retries;
  private final SingleFlight<Fetched> flights = new SingleFlight<>();
  // Keys under way for warming that a reader has joined meanwhile.
  private final Set<String> hurried = new HashSet<>();
  private final UpstreamLimiter limiter;
  private final Breaker breaker;
  private final Tally tally;

  public Loads(
      Vertx vertx,
      Clock clock,
      Origin origin,
      Config config,
      Backoff backoff,
      Telemetry telemetry) {
    this.vertx = vertx;
    this.clock = clock;
    this.origin = origin;
    this.backoff = backoff;
    this.retries = config.origin().retries();
    var limits = new UpstreamLimiter.Limits(
        config.origin().maxConcurrent(),
        config.warming().concurrency(),
        config.warming().upstreamPerMinute(),
        MOST_WAITING);
    this.limiter = new UpstreamLimiter(vertx, clock, limits);
    this.breaker = new Breaker(clock, REST);
    this.tally = new Tally(telemetry, limiter, breaker);
  }

  /** For a reader who waits. Joins a warming load and moves it ahead. */
  public Future<Fetched> live(String key) {
    if (flights.has(key)) {
      tally.joined();
      hurried.add(key);
      limiter.promote(key);
    }
    return flights.join(key, () -> attempt(key, true, 1, Math.min(LIVE_RETRIES, retries)));
  }

  /** For the cache. Waits behind every reader. */
  public Future<Fetched> warm(String key) {
    if (flights.has(key)) {
      tally.joined();
    }
    return flights.join(
        key, () -> attempt(key, false, 1, retries).onComplete(landed -> hurried.remove(key)));
  }

  /** Whether this key is being loaded, so that asking for it now joins. */
  public boolean underway(String key) {
    return flights.has(key);
  }

  private Future<Fetched> attempt(String key, boolean live, int attempt, int retriesLeft) {
    var asked = new Asked();
    return limiter
        .run(key, live || hurried.contains(key), () -> ask(key, live, asked))
        .map(value -> asked.fetched(value, clock))
        .recover(cause -> retriesLeft > 0 && isWorthRetrying(cause, live)
            ? vertx
                .timer(waitMillis(cause, attempt), TimeUnit.MILLISECONDS)
                .compose(later -> attempt(key, live, attempt + 1, retriesLeft - 1))
            : Future.failedFuture(cause));
  }

  private Future<Buffer> ask(String key, boolean live, Asked asked) {
    if (!breaker.permits()) {
      return Future.failedFuture(new OriginFailure(
          Kind.UNAVAILABLE, "the origin keeps failing and is left alone for a moment"));
    }
    asked.now(clock);
    tally.asked(live);
    return Future.succeededFuture()
        .compose(begin -> origin.load(key))
        .recover(cause -> Future.failedFuture(asFailure(cause)))
        .onComplete(result -> report(key, result.cause()));
  }

  private void report(String key, Throwable cause) {
    if (cause instanceof OriginFailure failure) {
      tally.failed(failure.kind());
      if (failure.worthRetrying()) {
        breaker.failed(key);
        return;
      }
    }
    breaker.succeeded();
  }

  /** A reader is told at once when the origin asks for more patience than readers have. */
  private boolean isWorthRetrying(Throwable cause, boolean live) {
    return cause instanceof OriginFailure failure
        && failure.worthRetrying()
        && breaker.trusts()
        && !(live && failure.retryAfter().compareTo(LONGEST_LIVE_HINT) > 0);
  }

  /** A millisecond at least: a timer takes no less. */
  private long waitMillis(Throwable cause, int attempt) {
    long own = backoff.after(attempt).toMillis();
    long hint = cause instanceof OriginFailure failure
        ? Math.min(LONGEST_HINT.toMillis(), failure.retryAfter().toMillis())
        : 0;
    return Math.max(1, Math.max(own, hint));
  }

  /** The port promises {@link OriginFailure}; a defect behind it must look like an origin that fails. */
  private static OriginFailure asFailure(Throwable cause) {
    if (cause instanceof OriginFailure failure) {
      return failure;
    }
    LOG.atError().setCause(cause).log("The origin failed in a way that its port does not have");
    return new OriginFailure(Kind.UNAVAILABLE, "the origin failed in an unexpected way", cause);
  }

  /** When a request was sent. */
  private static final class Asked {
    private long millis;
    private long ticks;

    void now(Clock clock) {
      millis = clock.millis();
      ticks = clock.ticks();
    }

    Fetched fetched(Buffer value, Clock clock) {
      return new Fetched(value, millis, ticks, (clock.ticks() - ticks) / 1e6);
    }
  }
}
