package io.cachewarmer.archive.redis;

import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.redis.Deadlines;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.RedisUse;
import io.cachewarmer.redis.Reply;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The exchange as a bounded Redis stream of each node; the README tells the layout. Of one event loop. */
public final class RedisAccessExchange implements AccessExchange {

  static final int MOST_ENTRIES = 512;

  private static final int MOST_NODES = 64;
  private static final int AT_ONCE = 32;
  private static final long LIFE_MILLIS = Duration.ofDays(1).toMillis();
  private static final String FIELD = "e";
  private static final String FIRST = "0-0";
  private static final Predicate<String> POSITION =
      Pattern.compile("\\d{1,19}-\\d{1,19}").asMatchPredicate();

  private final String prefix;
  private final Clock clock;
  private final RedisLinks links;

  public RedisAccessExchange(
      Config.Redis config, Clock clock, Telemetry telemetry, Vertx vertx, RandomGenerator random) {
    this.prefix = config.keyPrefix();
    this.clock = clock;
    this.links = new RedisLinks(
        vertx, config, RedisUse.EXCHANGE, Deadlines.standard(), clock, telemetry, random);
  }

  @Override
  public Future<Void> tell(String node, Entry entry) {
    var add = Request.cmd(Command.XADD)
        .arg(stream(node))
        .arg("MAXLEN")
        .arg("~")
        .arg(MOST_ENTRIES)
        .arg("*")
        .arg(FIELD)
        .arg(Buffer.buffer(EntryBytes.encode(entry)));
    var seen = Request.cmd(Command.HSET).arg(nodes()).arg(node).arg(clock.millis());
    var life = Request.cmd(Command.PEXPIRE).arg(stream(node)).arg(LIFE_MILLIS);
    return links
        .link()
        .write(Replies.transaction(List.of(add, seen, life)))
        .compose(Replies::executed)
        .mapEmpty();
  }

  @Override
  public Future<List<Heard>> hear(String node, Map<String, String> positions) {
    return links
        .link()
        .write(List.of(Request.cmd(Command.HGETALL).arg(nodes())))
        .compose(Replies::intact)
        .compose(replies -> read(others(replies.get(0).value(), node), positions));
  }

  /** Ends the connection; calls fail from then on. */
  public Future<Void> close() {
    return links.close();
  }

  /** Those that have told something within a day, the latest first. */
  private List<String> others(Optional<Response> reply, String own) {
    record Seen(String node, long atMillis) {}
    var seen = new ArrayList<Seen>();
    reply.ifPresent(pairs -> {
      for (int i = 0; i + 1 < pairs.size(); i += 2) {
        var node = pairs.get(i).toString();
        long at = moment(pairs.get(i + 1).toString());
        if (!node.equals(own) && clock.millis() - at <= LIFE_MILLIS) {
          seen.add(new Seen(node, at));
        }
      }
    });
    return seen.stream()
        .sorted(Comparator.comparingLong(one -> -one.atMillis()))
        .limit(MOST_NODES)
        .map(Seen::node)
        .toList();
  }

  private Future<List<Heard>> read(List<String> others, Map<String, String> positions) {
    if (others.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    var commands = others.stream()
        .map(node -> Request.cmd(Command.XREAD)
            .arg("COUNT")
            .arg(AT_ONCE)
            .arg("STREAMS")
            .arg(stream(node))
            .arg(
                POSITION.test(positions.getOrDefault(node, FIRST))
                    ? positions.getOrDefault(node, FIRST)
                    : FIRST))
        .toList();
    return links.link().write(commands).compose(replies -> {
      // What is wrong with one log keeps nobody from the others.
      if (replies.stream().allMatch(Reply::failed)) {
        return Replies.intact(replies).map(none -> List.of());
      }
      return Future.succeededFuture(replies.stream()
          .flatMap(reply -> reply.value().stream())
          .flatMap(Response::stream)
          .flatMap(stream -> heard(stream).stream())
          .toList());
    });
  }

  private List<Heard> heard(Response stream) {
    var node = stream.get(0).toString().substring(stream("").length());
    var heard = new ArrayList<Heard>();
    for (var entry : stream.get(1)) {
      var position = entry.get(0).toString();
      var fields = entry.get(1);
      var told = fields.size() == 2 && fields.get(0).toString().equals(FIELD)
          ? EntryBytes.decode(fields.get(1).toBuffer().getBytes(), clock.millis())
          : Optional.<Entry>empty();
      heard.add(new Heard(node, position, told.orElse(Entry.UNREADABLE)));
    }
    return heard;
  }

  private static long moment(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }

  private String nodes() {
    return prefix + "heard:nodes";
  }

  private String stream(String node) {
    return prefix + "heard:" + node;
  }
}
