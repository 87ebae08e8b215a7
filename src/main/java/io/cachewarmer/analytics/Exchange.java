package io.cachewarmer.analytics;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.AccessExchange.Fresh;
import io.cachewarmer.archive.AccessExchange.Heard;
import io.cachewarmer.bus.Message.CacheNews;
import io.cachewarmer.bus.Message.Done;
import io.cachewarmer.bus.SharedMessage.AskPositions;
import io.cachewarmer.bus.SharedMessage.AskSpent;
import io.cachewarmer.bus.SharedMessage.HeardElsewhere;
import io.cachewarmer.bus.SharedMessage.Positions;
import io.cachewarmer.bus.SharedMessage.Spent;
import io.cachewarmer.bus.SharedMessage.TeachElsewhere;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes about once a second what was learned from here, and has the learner learn from what they tell, so
 * that all of them know the same demand, ask the same price and share one budget. Beside the acknowledged path.
 * While the others cannot be reached this node goes on alone, and catches up. Of one context.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long PAUSE_MILLIS = 1_000;
  private static final long BEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Vertx vertx;
  private final EventBus bus;
  private final AccessExchange exchange;
  private final Clock clock;
  private final Pseudonyms pseudonyms;
  private final ExchangeMetrics metrics;
  private final Outbox outbox;
  private final Inbox inbox = new Inbox();
  private final Allowance allowance;
  private final Map<String, String> positions = new HashMap<>();
  private Spent spent = new Spent(0, 0);
  private String node = "";
  private long beatTicks;
  private boolean stopped;

  /** @param process names this process among all that tell */
  Exchange(
      Vertx vertx,
      AccessExchange exchange,
      Clock clock,
      Pseudonyms pseudonyms,
      ExchangeMetrics metrics,
      long process) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.exchange = exchange;
    this.clock = clock;
    this.pseudonyms = pseudonyms;
    this.metrics = metrics;
    this.outbox = new Outbox(process);
    this.allowance = new Allowance(clock);
  }

  /** As the learner is to know them: all nodes must know a session by one name. */
  List<? extends AccessEvent> named(List<AccessEvent> events) {
    return exchange.isShared() ? events.stream().map(pseudonyms::of).toList() : events;
  }

  /** Tells what the learner of this node was given. */
  void tell(List<? extends AccessEvent> named) {
    if (exchange.isShared()) {
      outbox.add(named.stream().map(ItemAccess.class::cast).toList());
    }
  }

  /** Accesses that earn their part of the budget, whether they are learned from or not. */
  void counted(int accesses) {
    if (exchange.isShared()) {
      outbox.counted(accesses);
    }
  }

  /** The learner has learned what it had learned before. */
  void begin(String name) {
    if (!exchange.isShared()) {
      return;
    }
    node = name;
    Topics.WARMED.subscribe(
        bus,
        warmed -> outbox.warmed(warmed.keys().stream()
            .map(one -> new Fresh(one.key(), one.atMillis(), one.expiresAtMillis()))
            .toList()));
    metrics.begin();
    beatTicks = clock.ticks() - BEAT_NANOS;
    Topics.ASK_POSITIONS
        .request(bus, new AskPositions())
        .map(Positions::byNode)
        .otherwise(Map.of())
        .onSuccess(known -> {
          positions.putAll(known);
          again(() -> tellAll().onSuccess(all -> metrics.toldAll()));
          again(() -> hear().onSuccess(all -> metrics.heardAll()));
        });
  }

  /** Tells what waits; succeeds also when nobody can be told. */
  Future<Void> stop() {
    stopped = true;
    return node.isEmpty() ? Future.succeededFuture() : tellAll().otherwiseEmpty();
  }

  /** A learner that is behind keeps others waiting for nothing: telling and hearing each go at their own pace. */
  private void again(Supplier<Future<Void>> work) {
    if (stopped) {
      return;
    }
    work.get()
        .onFailure(cause -> {
          metrics.failed();
          LOG.atDebug().setCause(cause).log("Accesses cannot be exchanged now");
        })
        .onComplete(over -> {
          metrics.now(outbox, inbox);
          vertx.setTimer(PAUSE_MILLIS, timer -> again(work));
        });
  }

  private Future<Void> tellAll() {
    return Topics.ASK_SPENT.request(bus, new AskSpent()).otherwise(spent).compose(now -> {
      spent = now;
      if (outbox.hasGathered(now) || clock.ticks() - beatTicks >= BEAT_NANOS) {
        beatTicks = clock.ticks();
        outbox.cut(now);
      }
      return tellNext();
    });
  }

  private Future<Void> tellNext() {
    var next = outbox.next();
    if (next.isEmpty()) {
      return Future.succeededFuture();
    }
    return exchange.tell(node, next.get()).compose(told -> {
      metrics.told();
      outbox.told(next.get());
      return tellNext();
    });
  }

  /** Asks again at once while there is more; the learner sets the pace. */
  private Future<Void> hear() {
    return exchange.hear(node, Map.copyOf(positions)).compose(heard -> {
      var learned = heard.stream().map(this::learn).toList();
      return heard.isEmpty()
          ? Future.succeededFuture()
          : Future.join(learned).transform(taught -> hear());
    });
  }

  private Future<Done> learn(Heard heard) {
    positions.put(heard.node(), heard.position());
    var entry = heard.entry();
    if (!inbox.take(heard.node(), entry)) {
      return Future.succeededFuture(Done.DONE);
    }
    var given = allowance.of(List.copyOf(entry.events()), 0);
    metrics.heard(entry.events().size() - given.size());
    Topics.HEARD_ELSEWHERE.publish(
        bus, new HeardElsewhere(entry.accesses(), entry.cycleWarms() + entry.eventWarms()));
    return Topics.TEACH_ELSEWHERE.request(
        bus,
        new TeachElsewhere(
            heard.node(),
            heard.position(),
            given,
            entry.fresh().stream()
                .map(one -> new CacheNews.Entry(one.key(), one.atMillis(), one.expiresAtMillis()))
                .toList(),
            entry.cycleWarms()));
  }
}
