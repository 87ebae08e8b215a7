package io.cachewarmer.cache.redis;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.Source;
import io.cachewarmer.redis.RedisFailure;
import io.cachewarmer.redis.RedisLink;
import io.cachewarmer.redis.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One putAll on its way: the entries go in pipelines of bounded size, each SET followed by a PTTL, so
 * that an entry counts as stored only when Redis has shown that it is.
 *
 * <p>Each expires at an instant of Redis's own clock, which is asked for first. A life that began
 * when the SET is executed would be too long by all that held the SET up: a Redis that was stopped
 * takes up what waits in its sockets when it goes on, however old that is.
 *
 * <p>Sent one by one and not as a batch of the client, which fails as a whole for one bad reply.
 */
final class Writing {

  /** A way for commands to Redis; one reply to each. */
  interface Sending {
    Future<List<Reply>> send(List<Request> commands);
  }

  /** With two commands an entry, four of these fit a link at once. */
  private static final int MOST_ENTRIES = 256;

  private static final int MOST_BYTES = 4 << 20;

  private final List<CacheEntry> entries;
  private final RedisKeys keys;
  private final RedisLink link;
  private final Sending sending;
  private final WriteGate gate;
  private final WarmedIndex index;
  private final Provenance provenance;
  private final Clock clock;
  private final long startTicks;
  private final List<PutOutcome> outcomes = new ArrayList<>();
  private final Promise<List<PutOutcome>> done = Promise.promise();

  Writing(
      List<CacheEntry> entries,
      RedisKeys keys,
      RedisLink link,
      Sending sending,
      WriteGate gate,
      WarmedIndex index,
      Provenance provenance,
      Clock clock) {
    this.entries = List.copyOf(entries);
    this.keys = keys;
    this.link = link;
    this.sending = sending;
    this.gate = gate;
    this.index = index;
    this.provenance = provenance;
    this.clock = clock;
    this.startTicks = clock.ticks();
  }

  Future<List<PutOutcome>> run() {
    step();
    return done.future();
  }

  private void step() {
    var shut = gate.refusal();
    if (shut.isPresent()) {
      refuseRest(shut.get().sentence());
      return;
    }
    var group = nextGroup();
    if (group.isEmpty()) {
      done.tryComplete(List.copyOf(outcomes));
      return;
    }
    link.write(List.of(Request.cmd(Command.TIME)))
        .compose(replies -> write(group, replies.get(0)))
        .onComplete(settled -> step(), this::stop);
  }

  private Future<Void> write(List<CacheEntry> group, Reply time) {
    if (time.failure().isPresent()) {
      return refused(time.failure().get());
    }
    // Redis read its clock before now, so that no life is told too long.
    long begun = millis(time.value().orElseThrow()) - millisSinceStart();
    var commands = commands(group, begun);
    if (commands.isEmpty()) {
      return settle(group, List.of());
    }
    return sending.send(commands).compose(replies -> settle(group, replies));
  }

  private Future<Void> refused(RedisFailure failure) {
    gate.refused(failure);
    if (failure.refusesWrites()) {
      refuseRest(failure.sentence());
    }
    return Future.failedFuture(failure.asException());
  }

  private static long millis(Response time) {
    return time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
  }

  /** Rounded up. */
  private long millisSinceStart() {
    return TimeUnit.NANOSECONDS.toMillis(clock.ticks() - startTicks) + 1;
  }

  private void stop(Throwable cause) {
    if (outcomes.isEmpty()) {
      done.tryFail(cause);
    } else {
      refuseRest(String.valueOf(cause.getMessage()));
    }
  }

  private void refuseRest(String problem) {
    while (outcomes.size() < entries.size()) {
      outcomes.add(PutOutcome.refused(problem));
    }
    done.tryComplete(List.copyOf(outcomes));
  }

  /** What comes next and fits one pipeline; a single entry while Redis may still refuse writes. */
  private List<CacheEntry> nextGroup() {
    int from = outcomes.size();
    int most = Math.min(entries.size(), from + (gate.suspicious() ? 1 : MOST_ENTRIES));
    int to = from;
    for (long bytes = 0; to < most; to++) {
      bytes += entries.get(to).value().length();
      if (bytes > MOST_BYTES && to > from) {
        break;
      }
    }
    return entries.subList(from, to);
  }

  /** @param begun when the lives of the entries began, in Redis's milliseconds */
  private List<Request> commands(List<CacheEntry> group, long begun) {
    var commands = new ArrayList<Request>(2 * group.size());
    for (var entry : group) {
      if (problemOf(entry).isEmpty()) {
        var name = keys.of(entry.key());
        commands.add(Request.cmd(Command.SET)
            .arg(name)
            .arg(entry.value())
            .arg("PXAT")
            .arg(begun + entry.ttl().toMillis()));
        commands.add(Request.cmd(Command.PTTL).arg(name));
      }
    }
    return commands;
  }

  private static String problemOf(CacheEntry entry) {
    if (entry.ttl().toMillis() <= 0) {
      return "its time to live is already over";
    }
    int length = entry.value().length();
    if (length == 0 || length > RedisStore.MAX_VALUE_BYTES) {
      return "a value must have 1 to " + RedisStore.MAX_VALUE_BYTES + " bytes";
    }
    return "";
  }

  private Future<Void> settle(List<CacheEntry> group, List<Reply> replies) {
    if (outcomes.isEmpty() && !replies.isEmpty() && nobodyAnswered(replies)) {
      return Future.failedFuture(
          replies.get(0).failure().orElse(RedisFailure.TIMEOUT).asException());
    }
    var warmed = new ArrayList<WarmedEntry>();
    var unwarmed = new ArrayList<String>();
    var next = replies.iterator();
    for (var entry : group) {
      var problem = problemOf(entry);
      var outcome = problem.isEmpty()
          ? settle(entry, next.next(), next.next(), warmed, unwarmed)
          : PutOutcome.refused(problem);
      outcomes.add(outcome);
    }
    // A failing index is counted by its link and costs nobody the value.
    return index
        .add(warmed)
        .compose(added -> index.remove(unwarmed))
        .transform(indexed -> Future.succeededFuture());
  }

  private PutOutcome settle(
      CacheEntry entry, Reply set, Reply left, List<WarmedEntry> warmed, List<String> unwarmed) {
    var key = entry.key();
    var failure = set.failure().or(left::failure);
    if (failure.isPresent()) {
      gate.refused(failure.get());
      provenance.forget(key);
      return PutOutcome.refused(failure.get().sentence());
    }
    gate.accepted();
    if (left.number(0) <= 0) {
      provenance.forget(key);
      return PutOutcome.refused(
          "Redis dropped it at once: its time was over, or maxmemory is too low");
    }
    long bytes = Footprint.of(keys.of(key), entry.value().length());
    long expiresAt = clock.millis() + left.number(0);
    boolean wasWarmed = provenance.note(
        key, new Provenance.Note(entry.loadedAtMillis(), expiresAt, entry.source()));
    if (entry.source() == Source.WARMED) {
      warmed.add(new WarmedEntry(key, bytes, entry.loadedAtMillis(), expiresAt));
    } else if (wasWarmed) {
      unwarmed.add(key);
    }
    return PutOutcome.stored(bytes);
  }

  private static boolean nobodyAnswered(List<Reply> replies) {
    return replies.stream()
        .allMatch(reply -> reply.failure().map(RedisFailure::unanswered).orElse(false));
  }
}
