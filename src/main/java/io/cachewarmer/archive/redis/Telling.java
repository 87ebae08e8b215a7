package io.cachewarmer.archive.redis;

import io.cachewarmer.archive.SharedCounts.Own;
import io.cachewarmer.popularity.KeyCount;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.Reply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what this node counted. A reply that was lost needs no care: the next telling writes the same or a later
 * state under a higher version. Only this node's process writes here; when Redis holds the state of another
 * process, or none, or an older one, something was lost, and everything is told again.
 */
final class Telling {

  /** Keys above the bound at which the ones that changed longest ago are removed. */
  private static final int SLACK = 1_000;

  private final SharedKeys keys;
  private final RedisLinks links;
  private final String instance;
  private final int mostKeys;
  private final long lifeMillis;
  // The version that Redis surely has, and the highest that it may have.
  private long told;
  private long tried;
  private long since;
  // Until a telling succeeds: one that fails may have left a state that looks like nothing was
  // lost.
  private boolean lost;

  /** @param lifeMillis for which a node that is never seen again is remembered */
  Telling(SharedKeys keys, RedisLinks links, String instance, int mostKeys, long lifeMillis) {
    this.keys = keys;
    this.links = links;
    this.instance = instance;
    this.mostKeys = mostKeys;
    this.lifeMillis = lifeMillis;
  }

  Future<Boolean> tell(Own own, long nowMillis) {
    return found(own.node()).compose(found -> {
      lost |= found.filter(state -> isOurs(state)).isEmpty();
      begin(found);
      var state = new NodeState(tried, since, instance, own.firstAccessMillis(), nowMillis).text();
      var commands = new ArrayList<Request>();
      commands.add(count(own.node()));
      commands.add(hset(keys.states(), own.node(), state));
      commands.add(hset(keys.totals(), own.node(), Long.toString(own.accesses())));
      if (!own.counts().isEmpty()) {
        commands.add(values(own.node(), own.counts()));
        commands.add(versions(own.node(), own.counts()));
      }
      commands.add(expiring(keys.counts(own.node())));
      commands.add(expiring(keys.changes(own.node())));
      return send(commands).compose(executed -> {
        told = tried;
        long held = executed.get(0).toLong() + own.counts().size();
        return trim(own.node(), held - mostKeys).map(trimmed -> {
          boolean whole = !lost;
          lost = false;
          return whole;
        });
      });
    });
  }

  /** Readers begin anew with the version after this. */
  Future<Void> forget(String node, long nowMillis) {
    return found(node).compose(found -> {
      begin(found);
      since = tried;
      var state = new NodeState(tried, since, instance, 0, nowMillis).text();
      return send(List.of(
              Request.cmd(Command.UNLINK).arg(keys.counts(node)).arg(keys.changes(node)),
              hset(keys.states(), node, state),
              hset(keys.totals(), node, "0")))
          .map(executed -> {
            told = tried;
            lost = false;
            return null;
          });
    });
  }

  private Future<Optional<NodeState>> found(String node) {
    return links
        .link()
        .write(List.of(Request.cmd(Command.HGET).arg(keys.states()).arg(node)))
        .compose(Replies::intact)
        .map(replies -> value(replies.get(0)).flatMap(NodeState::parse));
  }

  private static Optional<String> value(Reply reply) {
    return reply.value().map(Response::toString);
  }

  private boolean isOurs(NodeState state) {
    return state.instance().equals(instance) && state.version() >= told && state.version() <= tried;
  }

  private void begin(Optional<NodeState> found) {
    tried = Math.max(tried, found.map(NodeState::version).orElse(0L)) + 1;
    since = Math.max(since, found.map(NodeState::since).orElse(0L));
  }

  private Future<Response> send(List<Request> commands) {
    return links.link().write(Replies.transaction(commands)).compose(Replies::executed);
  }

  private Future<Void> trim(String node, long surplus) {
    if (surplus <= SLACK) {
      return Future.succeededFuture();
    }
    return links
        .link()
        .write(
            List.of(Request.cmd(Command.ZRANGE).arg(keys.changes(node)).arg(0).arg(SLACK - 1)))
        .compose(Replies::intact)
        .compose(replies -> {
          var oldest = replies.get(0).value().stream().flatMap(Response::stream).toList();
          if (oldest.isEmpty()) {
            return Future.succeededFuture();
          }
          var versions = Request.cmd(Command.ZREM).arg(keys.changes(node));
          var values = Request.cmd(Command.HDEL).arg(keys.counts(node));
          oldest.forEach(key -> {
            versions.arg(key.toBuffer());
            values.arg(key.toBuffer());
          });
          return send(List.of(versions, values)).mapEmpty();
        });
  }

  private Request count(String node) {
    return Request.cmd(Command.ZCARD).arg(keys.changes(node));
  }

  private Request values(String node, List<KeyCount> counts) {
    var command = Request.cmd(Command.HSET).arg(keys.counts(node));
    counts.forEach(one -> command.arg(one.key()).arg(CountText.of(one)));
    return command;
  }

  private Request versions(String node, List<KeyCount> counts) {
    var command = Request.cmd(Command.ZADD).arg(keys.changes(node));
    counts.forEach(one -> command.arg(tried).arg(one.key()));
    return command;
  }

  private Request expiring(String key) {
    return Request.cmd(Command.PEXPIRE).arg(key).arg(lifeMillis);
  }

  private static Request hset(String key, String field, String value) {
    return Request.cmd(Command.HSET).arg(key).arg(field).arg(value);
  }
}
