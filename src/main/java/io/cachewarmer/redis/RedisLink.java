package io.cachewarmer.redis;

import io.cachewarmer.cache.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, held open, pipelined, and re-established by itself. It is its own circuit
 * breaker: while there is no connection every call fails at once, and the only traffic to Redis is
 * one handshake at a time, with back-off.
 *
 * <p>All state belongs to one event loop; {@link #send} may be called from any thread and answers on
 * the caller's context. The first call connects; those that arrive meanwhile wait for it within
 * their own deadline.
 *
 * <p>Each attempt has a client of its own, because closing the client is what closes the sockets of
 * handshakes that failed or hang: the client itself leaves them open.
 */
public final class RedisLink {

  /** Commands of one link that Redis has not answered. */
  public static final int MAX_IN_FLIGHT = 2048;

  /**
   * Timed-out commands without one reply between them after which the connection is given up: their
   * reply slots stay queued, and behind a stopped Redis nothing would ever free them.
   */
  private static final int TIMEOUTS_IN_A_ROW = 3;

  private final VertxInternal vertx;
  private final ContextInternal loop;
  private final RedisOptions options;
  private final Deadlines deadlines;
  private final Backoff backoff;
  private final Outages outages;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Queue<Pipeline> waiting = new ArrayDeque<>();

  /** Why calls are refused now. Read by any thread, so that a refusal costs no hop. */
  private volatile @Nullable RedisFailure refusing;

  private volatile LinkState state = LinkState.NEW;
  private @Nullable Redis client;
  private @Nullable RedisConnection connection;
  private int timeoutsInARow;
  private final AtomicInteger connections = new AtomicInteger();

  /** Commands on the current connection without a reply; those of a lost one count no more. */
  private int unanswered;

  RedisLink(
      VertxInternal vertx,
      RedisAddress address,
      Deadlines deadlines,
      RandomGenerator random,
      Outages outages) {
    this.vertx = vertx;
    this.loop = vertx.createEventLoopContext();
    this.options = address.options();
    this.deadlines = deadlines;
    this.backoff = new Backoff(random);
    this.outages = outages;
  }

  /** For commands whose answer somebody waits for. */
  public Future<List<Reply>> read(List<Request> requests) {
    return send(requests, deadlines.read(), 0);
  }

  public Future<List<Reply>> write(List<Request> requests) {
    return send(requests, deadlines.write(), 0);
  }

  /** Only on that connection: what was said on an earlier one does not hold on the next. */
  Future<List<Reply>> writeOn(long connection, List<Request> requests) {
    return send(requests, deadlines.write(), connection);
  }

  /** The number of the connection that is or was last up; 0 before the first. */
  long connection() {
    return connections.get();
  }

  /**
   * Sends the commands in one pipeline; nothing of another call comes between them.
   *
   * @return one reply to each, in order, failures among them; fails with {@link StoreUnavailable} when
   *     nothing was sent
   */
  private Future<List<Reply>> send(List<Request> requests, Duration deadline, long on) {
    if (requests.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    var refused = refusing;
    if (refused != null) {
      return Future.failedFuture(refused.asException());
    }
    if (inFlight.addAndGet(requests.size()) > MAX_IN_FLIGHT) {
      inFlight.addAndGet(-requests.size());
      outages.failed(RedisFailure.BUSY);
      return Future.failedFuture(RedisFailure.BUSY.asException());
    }
    PromiseInternal<List<Reply>> answer = vertx.getOrCreateContext().promise();
    var pipeline = new Pipeline(requests, answer, on);
    loop.execute(pipeline, p -> start(p, deadline));
    return answer.future();
  }

  int inFlight() {
    return inFlight.get();
  }

  boolean sharesLoopWith(ContextInternal context) {
    return loop.nettyEventLoop() == context.nettyEventLoop();
  }

  boolean isUp() {
    return state == LinkState.UP;
  }

  boolean isRefusing() {
    return refusing != null;
  }

  /** Ends the connection and every attempt at one. */
  Future<Void> close() {
    PromiseInternal<Void> closed = vertx.getOrCreateContext().promise();
    loop.execute(() -> {
      state = LinkState.CLOSED;
      refusing = RedisFailure.DISCONNECTED;
      failWaiting(RedisFailure.DISCONNECTED);
      dropConnection().onComplete(closed);
    });
    return closed.future();
  }

  private void start(Pipeline pipeline, Duration deadline) {
    long timer = loop.setTimer(deadline.toMillis(), due -> expire(pipeline));
    pipeline.whenAnswered(() -> vertx.cancelTimer(timer));
    switch (state) {
      case UP -> transmit(pipeline);
      case NEW -> {
        waiting.add(pipeline);
        connect();
      }
      case CONNECTING -> waiting.add(pipeline);
      case DOWN, CLOSED -> refuse(pipeline, RedisFailure.DISCONNECTED);
    }
  }

  private void transmit(Pipeline pipeline) {
    var held = connection;
    if (held == null || !pipeline.mayGoOn(connections.get())) {
      refuse(pipeline, RedisFailure.DISCONNECTED);
      return;
    }
    var attempt = client;
    unanswered += pipeline.requests().size();
    for (int i = 0; i < pipeline.requests().size(); i++) {
      int index = i;
      held.send(pipeline.requests().get(i))
          .onComplete(
              response -> {
                answered(attempt, true);
                pipeline.reply(index, response);
              },
              error -> {
                var failure = RedisFailure.of(error);
                answered(attempt, failure != RedisFailure.DISCONNECTED);
                outages.failed(failure);
                pipeline.reply(index, Reply.failed(failure));
              });
    }
  }

  private void answered(@Nullable Redis attempt, boolean byRedis) {
    if (client == attempt) {
      inFlight.decrementAndGet();
      unanswered--;
      timeoutsInARow = byRedis ? 0 : timeoutsInARow;
    }
  }

  private void expire(Pipeline pipeline) {
    if (!pipeline.expire()) {
      return;
    }
    outages.failed(RedisFailure.TIMEOUT);
    if (waiting.remove(pipeline)) {
      inFlight.addAndGet(-pipeline.requests().size());
    } else if (state == LinkState.UP && ++timeoutsInARow >= TIMEOUTS_IN_A_ROW) {
      lost(RedisFailure.TIMEOUT);
    }
  }

  private void refuse(Pipeline pipeline, RedisFailure failure) {
    inFlight.addAndGet(-pipeline.requests().size());
    pipeline.fail(failure.asException());
  }

  private void failWaiting(RedisFailure failure) {
    for (var pipeline = waiting.poll(); pipeline != null; pipeline = waiting.poll()) {
      refuse(pipeline, failure);
    }
  }

  private void connect() {
    state = LinkState.CONNECTING;
    var attempt = Redis.createClient(vertx, options);
    client = attempt;
    attempt
        .connect()
        .compose(fresh ->
            // A Redis that answers slower than a read may take is as good as gone.
            fresh
                .send(Request.cmd(Command.PING))
                .timeout(deadlines.read().toMillis(), TimeUnit.MILLISECONDS)
                .map(pong -> fresh))
        .timeout(deadlines.handshake().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(fresh -> established(attempt, fresh), error -> lostIfCurrent(attempt, error));
  }

  private void established(Redis attempt, RedisConnection fresh) {
    if (client != attempt || state != LinkState.CONNECTING) {
      return;
    }
    connection = fresh;
    fresh.endHandler(end -> lostIfCurrent(attempt, new StoreUnavailable("CONNECTION_CLOSED")));
    // A reset is told here and may be told nowhere else.
    fresh.exceptionHandler(error -> lostIfCurrent(attempt, error));
    state = LinkState.UP;
    connections.incrementAndGet();
    refusing = null;
    timeoutsInARow = 0;
    backoff.reset();
    outages.over();
    for (var pipeline = waiting.poll(); pipeline != null; pipeline = waiting.poll()) {
      transmit(pipeline);
    }
    keepAlive(attempt);
  }

  private void keepAlive(Redis attempt) {
    loop.setTimer(deadlines.keepAlive().toMillis(), timer -> {
      var held = connection;
      if (client != attempt || held == null) {
        return;
      }
      held.send(Request.cmd(Command.PING))
          .timeout(deadlines.write().toMillis(), TimeUnit.MILLISECONDS)
          .onComplete(pong -> keepAlive(attempt), error -> lostIfCurrent(attempt, error));
    });
  }

  private void lostIfCurrent(Redis attempt, Throwable error) {
    if (client == attempt && (state == LinkState.UP || state == LinkState.CONNECTING)) {
      lost(RedisFailure.of(error));
    }
  }

  /** Gives the connection or the attempt up and tries again later. */
  private void lost(RedisFailure failure) {
    state = LinkState.DOWN;
    refusing = failure;
    outages.began(failure);
    failWaiting(failure);
    long delay = backoff.nextMillis(failure);
    // The next attempt starts when the old socket is gone: never two at a time.
    dropConnection()
        .onComplete(gone -> loop.setTimer(delay, timer -> {
          if (state == LinkState.DOWN) {
            connect();
          }
        }));
  }

  private Future<Void> dropConnection() {
    var old = client;
    client = null;
    connection = null;
    inFlight.addAndGet(-unanswered);
    unanswered = 0;
    return old == null ? Future.succeededFuture() : old.close();
  }
}
