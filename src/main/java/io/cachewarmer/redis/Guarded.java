package io.cachewarmer.redis;

import io.cachewarmer.cache.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Commands that Redis carries out only as long as a key holds a value: by WATCH and MULTI
 * (redis.io/docs/latest/develop/using-commands/transactions), since scripts are forbidden where access is
 * restricted. One at a time, because EXEC ends every WATCH of its connection; callable from any thread.
 */
public final class Guarded {

  private static final int MOST_WAITING = 1_000;
  private static final int ATTEMPTS = 3;

  private final VertxInternal vertx;
  private final RedisLink link;
  private Future<?> last = Future.succeededFuture();
  private int waiting;

  /** @param link that nobody else watches keys on */
  public Guarded(Vertx vertx, RedisLink link) {
    this.vertx = (VertxInternal) vertx;
    this.link = link;
  }

  /**
   * One reply to each command; every one is {@link RedisFailure#FENCED} when the key held something else,
   * and nothing was done. Fails with {@link StoreUnavailable}.
   */
  public Future<List<Reply>> whileHolding(String key, String value, List<Request> commands) {
    var answer = vertx.getOrCreateContext().<List<Reply>>promise();
    inTurn(() -> attempt(key, value, commands, ATTEMPTS)).onComplete(answer);
    return answer.future();
  }

  private synchronized Future<List<Reply>> inTurn(Supplier<Future<List<Reply>>> turn) {
    if (waiting >= MOST_WAITING) {
      return Future.failedFuture(RedisFailure.BUSY.asException());
    }
    waiting++;
    var mine = last.transform(before -> turn.get());
    last = mine;
    return mine.onComplete(done -> left());
  }

  private synchronized void left() {
    waiting--;
  }

  private Future<List<Reply>> attempt(
      String key, String value, List<Request> commands, int attemptsLeft) {
    return connection().compose(on -> link.writeOn(on, watch(key)).compose(replies -> {
      var held = replies.get(1);
      if (held.failed()) {
        return Future.failedFuture(held.failure().orElse(RedisFailure.OTHER).asException());
      }
      return held.value().map(Response::toString).filter(value::equals).isPresent()
          ? link.writeOn(on, transaction(commands))
              .compose(done -> wasTouched(done) && attemptsLeft > 1
                  ? attempt(key, value, commands, attemptsLeft - 1)
                  : Future.succeededFuture(outcome(done)))
          : link.writeOn(on, List.of(Request.cmd(Command.UNWATCH))).map(fenced(commands.size()));
    }));
  }

  /** The holder itself may have renewed its lease in between. */
  private static boolean wasTouched(List<Reply> replies) {
    var exec = replies.get(replies.size() - 1);
    return !exec.failed() && exec.value().isEmpty();
  }

  private Future<Long> connection() {
    return link.connection() > 0
        ? Future.succeededFuture(link.connection())
        : link.write(List.of(Request.cmd(Command.PING))).map(pong -> link.connection());
  }

  private static List<Request> watch(String key) {
    return List.of(Request.cmd(Command.WATCH).arg(key), Request.cmd(Command.GET).arg(key));
  }

  private static List<Request> transaction(List<Request> commands) {
    var all = new ArrayList<Request>(commands.size() + 2);
    all.add(Request.cmd(Command.MULTI));
    all.addAll(commands);
    all.add(Request.cmd(Command.EXEC));
    return all;
  }

  /** Commands that Redis did not even take tell why; the others share the fate of EXEC. */
  private static List<Reply> outcome(List<Reply> replies) {
    var queued = replies.subList(1, replies.size() - 1);
    var exec = replies.get(replies.size() - 1);
    if (exec.failed()) {
      return queued.stream().map(each -> each.failed() ? each : exec).toList();
    }
    return exec.value()
        .map(results -> results.stream().map(Guarded::reply).toList())
        .orElseGet(() -> fenced(queued.size()));
  }

  private static Reply reply(Response result) {
    return result instanceof Throwable error
        ? Reply.failed(RedisFailure.of(error))
        : Reply.of(java.util.Optional.ofNullable(result));
  }

  private static List<Reply> fenced(int commands) {
    return java.util.Collections.nCopies(commands, Reply.failed(RedisFailure.FENCED));
  }
}
