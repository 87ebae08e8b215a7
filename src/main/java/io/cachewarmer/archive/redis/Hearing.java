package io.cachewarmer.archive.redis;

import io.cachewarmer.archive.SharedCounts.Other;
import io.cachewarmer.archive.SharedCounts.Others;
import io.cachewarmer.popularity.Elsewhere;
import io.cachewarmer.popularity.KeyCount;
import io.cachewarmer.redis.RedisLinks;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what other nodes counted: of each the keys that changed after the version that was read last, a page at a
 * time. A node that is not seen any more for long is removed.
 */
final class Hearing {

  /** More keys than one version of a node may have. */
  static final int PAGE = 2_000;

  /** @param version up to which everything was read */
  private record Read(String instance, long version, long since) {
    boolean goesOnIn(NodeState state) {
      return state.instance().equals(instance) && version <= state.version();
    }
  }

  private record Page(String node, Read read, Other other, boolean full) {}

  private final SharedKeys keys;
  private final RedisLinks links;
  private final long lifeMillis;
  private final Map<String, Read> read = new HashMap<>();

  Hearing(SharedKeys keys, RedisLinks links, long lifeMillis) {
    this.keys = keys;
    this.links = links;
    this.lifeMillis = lifeMillis;
  }

  Future<Others> hear(String own, long nowMillis) {
    return links
        .link()
        .write(List.of(Request.cmd(Command.HGETALL).arg(keys.states())))
        .compose(Replies::intact)
        .compose(replies -> {
          var states = states(replies.get(0).value(), own);
          var gone = states.entrySet().stream()
              .filter(node -> nowMillis - node.getValue().seenMillis() > lifeMillis)
              .map(Map.Entry::getKey)
              .toList();
          states.keySet().removeAll(gone);
          var known = latest(states);
          read.keySet().retainAll(known.keySet());
          return sweep(gone).compose(swept -> changes(known, nowMillis));
        });
  }

  private static Map<String, NodeState> states(Optional<Response> reply, String own) {
    var states = new HashMap<String, NodeState>();
    reply.ifPresent(pairs -> {
      for (int i = 0; i + 1 < pairs.size(); i += 2) {
        var node = pairs.get(i).toString();
        NodeState.parse(pairs.get(i + 1).toString()).ifPresent(state -> states.put(node, state));
      }
    });
    states.remove(own);
    return states;
  }

  private static Map<String, NodeState> latest(Map<String, NodeState> states) {
    var latest = new HashMap<String, NodeState>();
    states.entrySet().stream()
        .sorted(Comparator.comparingLong(node -> -node.getValue().seenMillis()))
        .limit(Elsewhere.MOST_NODES)
        .forEach(node -> latest.put(node.getKey(), node.getValue()));
    return latest;
  }

  private Future<Void> sweep(List<String> gone) {
    if (gone.isEmpty()) {
      return Future.succeededFuture();
    }
    var states = Request.cmd(Command.HDEL).arg(keys.states());
    var totals = Request.cmd(Command.HDEL).arg(keys.totals());
    gone.forEach(node -> {
      states.arg(node);
      totals.arg(node);
    });
    return links.link().write(List.of(states, totals)).compose(Replies::intact).mapEmpty();
  }

  /** What was read counts as read only when all of it can be handed over. */
  private Future<Others> changes(Map<String, NodeState> known, long nowMillis) {
    var pages = known.entrySet().stream()
        .flatMap(node -> page(node.getKey(), node.getValue(), nowMillis).stream())
        .toList();
    return Future.all(pages).map(all -> {
      List<Page> fetched = all.list();
      fetched.forEach(page -> read.put(page.node(), page.read()));
      return new Others(
          Set.copyOf(known.keySet()),
          fetched.stream().map(Page::other).toList(),
          fetched.stream().anyMatch(Page::full));
    });
  }

  private Optional<Future<Page>> page(String node, NodeState state, long nowMillis) {
    var before = Optional.ofNullable(read.get(node)).filter(last -> last.since() == state.since());
    // Another process of the same node may have begun with an empty store: all of it is read again.
    long from =
        before.filter(last -> last.goesOnIn(state)).map(Read::version).orElse(state.since());
    if (before.isPresent() && from == state.version()) {
      return Optional.empty();
    }
    return Optional.of(links
        .link()
        .write(List.of(Request.cmd(Command.ZRANGE)
            .arg(keys.changes(node))
            .arg("(" + from)
            .arg("+inf")
            .arg("BYSCORE")
            .arg("LIMIT")
            .arg(0)
            .arg(PAGE)
            .arg("WITHSCORES")))
        .compose(Replies::intact)
        .compose(replies -> {
          var pairs = replies.get(0).value().stream().flatMap(Response::stream).toList();
          var names = new ArrayList<Response>();
          for (int i = 0; i + 1 < pairs.size(); i += 2) {
            names.add(pairs.get(i));
          }
          boolean full = names.size() == PAGE;
          var now = new Read(state.instance(), full ? upTo(pairs) : state.version(), state.since());
          return values(node, names, nowMillis)
              .map(counts -> new Other(node, before.isEmpty(), state.firstAccessMillis(), counts))
              .map(other -> new Page(node, now, other, full));
        }));
  }

  /** Of the last version on a full page there may be more. */
  private static long upTo(List<Response> pairs) {
    long first = version(pairs.get(1));
    long last = version(pairs.get(pairs.size() - 1));
    return first < last ? last - 1 : last;
  }

  private static long version(Response score) {
    return (long) Double.parseDouble(score.toString());
  }

  private Future<List<KeyCount>> values(String node, List<Response> names, long nowMillis) {
    if (names.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    var command = Request.cmd(Command.HMGET).arg(keys.counts(node));
    names.forEach(name -> command.arg(name.toBuffer()));
    return links.link().write(List.of(command)).compose(Replies::intact).map(replies -> {
      var texts = replies.get(0).value().stream().flatMap(Response::stream).toList();
      var counts = new ArrayList<KeyCount>(texts.size());
      for (int i = 0; i < texts.size(); i++) {
        var key = names.get(i).toString();
        Optional.ofNullable(texts.get(i))
            .flatMap(text -> CountText.parse(key, text.toString(), nowMillis))
            .ifPresent(counts::add);
      }
      return counts;
    });
  }
}
