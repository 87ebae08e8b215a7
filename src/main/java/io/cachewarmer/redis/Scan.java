package io.cachewarmer.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Function;

/**
 * A walk over a SCAN or HSCAN, page by page, at the pace of what is done with each page. Elements may
 * come more than once, as Redis says of SCAN.
 *
 * <p>Driven by a promise and not by composing each page onto the last: a chain of a hundred thousand
 * futures would not survive its completion.
 */
public final class Scan {

  private final RedisLink link;
  private final Function<String, Request> command;
  private final Function<List<Response>, Future<Integer>> page;
  private final Promise<Integer> done = Promise.promise();
  private int total;

  private Scan(
      RedisLink link,
      Function<String, Request> command,
      Function<List<Response>, Future<Integer>> page) {
    this.link = link;
    this.command = command;
    this.page = page;
  }

  /**
   * @param command the request for the page at a cursor
   * @param page handles one page's elements and says how many it counts
   * @return the sum of what the pages counted
   */
  public static Future<Integer> over(
      RedisLink link,
      Function<String, Request> command,
      Function<List<Response>, Future<Integer>> page) {
    var scan = new Scan(link, command, page);
    scan.step("0");
    return scan.done.future();
  }

  private void step(String cursor) {
    link.write(List.of(command.apply(cursor)))
        .compose(replies -> handle(replies.get(0)))
        .onComplete(this::next, done::tryFail);
  }

  private Future<String> handle(Reply reply) {
    if (reply.failure().isPresent()) {
      return Future.failedFuture(reply.failure().get().asException());
    }
    var result = reply.value().orElseThrow();
    return page.apply(result.get(1).stream().toList()).map(counted -> {
      total += counted;
      return result.get(0).toString();
    });
  }

  private void next(String cursor) {
    if (cursor.equals("0")) {
      done.tryComplete(total);
    } else {
      step(cursor);
    }
  }
}
