package io.cachewarmer.archive.redis;

import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.redis.Reply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;

/** What becomes of pipelines and transactions. */
final class Replies {

  private Replies() {}

  /** The replies, or the first failure among them. */
  static Future<List<Reply>> intact(List<Reply> replies) {
    return replies.stream()
        .flatMap(reply -> reply.failure().stream())
        .findFirst()
        .<Future<List<Reply>>>map(failure -> Future.failedFuture(failure.asException()))
        .orElseGet(() -> Future.succeededFuture(replies));
  }

  /** The commands between MULTI and EXEC. */
  static List<Request> transaction(List<Request> commands) {
    var all = new ArrayList<Request>(commands.size() + 2);
    all.add(Request.cmd(Command.MULTI));
    all.addAll(commands);
    all.add(Request.cmd(Command.EXEC));
    return all;
  }

  /** What the commands of a transaction answered; fails when any of them did. */
  static Future<Response> executed(List<Reply> replies) {
    return intact(replies).compose(all -> {
      var executed = all.get(all.size() - 1).value();
      return executed.isEmpty()
              || executed.get().stream().anyMatch(reply -> reply.type() == ResponseType.ERROR)
          ? Future.failedFuture(
              new StoreUnavailable("Redis holds something else under the names of what is shared"))
          : Future.succeededFuture(executed.get());
    });
  }
}
