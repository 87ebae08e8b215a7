package io.cachewarmer.analytics;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.archive.Sharing;
import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.CountAccesses;
import io.cachewarmer.bus.Message.Decide;
import io.cachewarmer.bus.Message.Decided.Decision;
import io.cachewarmer.bus.Message.Foretell;
import io.cachewarmer.bus.Message.Settled;
import io.cachewarmer.bus.SharedMessage.AskPositions;
import io.cachewarmer.bus.SharedMessage.Spent;
import io.cachewarmer.bus.Topic;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.foresight.ForesightVerticle;
import io.cachewarmer.foresight.Shop;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that tell each other what they are asked for: they know the same, and spend one budget. */
class OneMindTest {

  private static final int DAYS = 16;
  private static final double BUDGET = new Settings().config().warming().budget();

  private final SettableClock clock = new SettableClock(Shop.MONDAY);
  private final Logs logs = new Logs();
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(node -> node.vertx.close().await());
  }

  @Test
  void nodesThatHearAPartEachDecideWhatOneWouldThatHeardAllAndEachOnlyWhatItOwns() {
    var alone = node("alone", key -> true);
    var even = node("even", key -> key.hashCode() % 2 == 0);
    var odd = node("odd", key -> key.hashCode() % 2 != 0);
    var events = Shop.mornings(DAYS);
    for (int day = 0; day < DAYS; day++) {
      var of = events.subList(day * 24, day * 24 + 24);
      toHalfPastNineOf(day, alone, even, odd);
      clock.set(Shop.end(of));
      alone.record(of);
      even.record(everySecond(of, 0));
      odd.record(everySecond(of, 1));
      await().until(() -> even.knowsAllOf(odd) && odd.knowsAllOf(even));
    }
    var keys = List.of("item-0", "item-1", "item-2", "item-11");
    assertThat(even.expected(keys).keySet()).containsExactlyInAnyOrderElementsOf(keys);
    alone.decided.clear();
    even.decided.clear();
    odd.decided.clear();
    toHalfPastNineOf(DAYS, alone, even, odd);
    assertThat(even.keys()).isNotEmpty().allMatch(key -> key.hashCode() % 2 == 0);
    assertThat(odd.keys()).isNotEmpty().allMatch(key -> key.hashCode() % 2 != 0);
    int together = even.decided.size() + odd.decided.size();
    assertThat(together).isBetween(alone.decided.size() / 2, alone.decided.size() * 2);
    assertThat(even.all.size() + odd.all.size())
        .isLessThanOrEqualTo((int) (BUDGET * events.size()) + 20 + DAYS);
  }

  @Test
  void whatIsToldDuringAnOutageIsHeardAfterItOnceAndAlsoAfterARestart() {
    var one = node("one", key -> true);
    var two = node("two", key -> true);
    one.record(Shop.mornings(1));
    await().until(() -> two.knowsAllOf(one));
    logs.fails = true;
    one.record(List.of(Shop.item("tea", clock.millis(), "ann", "s")));
    await().until(() -> one.telemetry.counter(Metric.EXCHANGE_FAILURES).sum() > 0);
    assertThat(two.expected(List.of("tea"))).isEmpty();
    logs.loseReplies = true;
    logs.fails = false;
    await().until(() -> logs.replies.get() > 2);
    logs.loseReplies = false;
    await().until(() -> two.knowsAllOf(one) && two.expected(List.of("tea")).size() == 1);
    assertThat(two.heardElsewhere).hasValue(25);
    two.restart();
    one.record(List.of(Shop.item("cake", clock.millis(), "ann", "s")));
    await().until(() -> two.expected(List.of("cake", "tea")).size() == 2);
    assertThat(two.heardElsewhere).hasValue(26);
  }

  @Test
  void namesOfPeopleDoNotLeaveTheNode() {
    var one = node("one", key -> true);
    one.record(List.of(Shop.item("tea", clock.millis(), "ann", "session-of-ann")));
    await()
        .until(() -> logs.of("one").stream().anyMatch(entry -> !entry.events().isEmpty()));
    var told = logs.of("one").stream()
        .flatMap(entry -> entry.events().stream())
        .findFirst()
        .orElseThrow();
    assertThat(told.userId()).hasSize(11).isNotEqualTo("ann");
    assertThat(told.sessionId()).hasSize(11).doesNotContain("ann");
    assertThat(told.sessionId()).isNotEqualTo(told.userId());
  }

  private void toHalfPastNineOf(int day, Node... all) {
    long then = Shop.MONDAY + day * Shop.DAY + 9 * Shop.HOUR + Shop.HOUR / 2;
    while (clock.millis() < then) {
      clock.set(Math.min(then, clock.millis() + Shop.HOUR / 4));
      for (var node : all) {
        node.ask(Topics.DECIDE, new Decide());
      }
    }
  }

  private static List<AccessEvent> everySecond(List<AccessEvent> events, int from) {
    var some = new ArrayList<AccessEvent>();
    for (int i = from; i < events.size(); i += 2) {
      some.add(events.get(i));
    }
    return some;
  }

  private Node node(String name, Ownership ownership) {
    var node = new Node(name, ownership);
    nodes.add(node);
    return node;
  }

  /** What all have told, as long as the test lives. */
  private static final class Logs {
    final Map<String, List<AccessExchange.Entry>> told = new HashMap<>();
    final AtomicInteger replies = new AtomicInteger();
    volatile boolean fails;
    volatile boolean loseReplies;

    synchronized List<AccessExchange.Entry> of(String node) {
      return List.copyOf(told.getOrDefault(node, List.of()));
    }

    synchronized void add(String node, AccessExchange.Entry entry) {
      told.computeIfAbsent(node, n -> new ArrayList<>()).add(entry);
    }

    synchronized List<String> nodes() {
      return List.copyOf(told.keySet());
    }
  }

  private final class Node implements AccessExchange {
    final String name;
    final Ownership ownership;
    final Vertx vertx = Vertx.vertx();
    final FakeArchive archive = new FakeArchive();
    final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
    final List<Decision> decided = new CopyOnWriteArrayList<>();
    final List<Decision> all = new CopyOnWriteArrayList<>();
    final AtomicInteger heardElsewhere = new AtomicInteger();
    private final Deque<String> deployed = new ArrayDeque<>();

    Node(String name, Ownership ownership) {
      this.name = name;
      this.ownership = ownership;
      archive.node = name;
      Topics.install(vertx);
      archive.serve(vertx);
      Topics.DECIDED.serve(vertx.eventBus(), told -> {
        decided.addAll(told.decisions());
        all.addAll(told.decisions());
        return Future.succeededFuture(new Settled(List.of()));
      });
      Topics.ASK_SPENT.serve(
          vertx.eventBus(), asked -> Future.succeededFuture(new Spent(0, all.size())));
      Topics.HEARD_ELSEWHERE.subscribe(
          vertx.eventBus(), heard -> heardElsewhere.addAndGet(heard.accesses()));
      deploy();
    }

    void restart() {
      while (!deployed.isEmpty()) {
        vertx.undeploy(deployed.pop()).await();
      }
      deploy();
    }

    private void deploy() {
      var config = new Settings().config();
      deployed.push(vertx
          .deployVerticle(
              new ForesightVerticle(config, clock, telemetry, ownership),
              new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
          .await());
      deployed.push(vertx
          .deployVerticle(new AnalyticsVerticle(
              config.analytics(),
              config.warming().timezone(),
              clock,
              new Sharing(SharedCounts.none(), name.equals("alone") ? AccessExchange.none() : this),
              telemetry,
              asked -> "llm:" + asked.query(),
              new SplittableRandom(name.hashCode()),
              Duration.ofHours(1)))
          .await());
    }

    void record(List<AccessEvent> events) {
      ask(Topics.RECORD, new CountAccesses(events));
    }

    List<String> keys() {
      return decided.stream().map(Decision::key).toList();
    }

    Map<String, Double> expected(List<String> keys) {
      return ask(Topics.FORETELL, new Foretell(keys, clock.millis())).expected();
    }

    /** Whether all that the other was asked for is told, and learned here. */
    boolean knowsAllOf(Node other) {
      var position = ask(Topics.ASK_POSITIONS, new AskPositions()).byNode().get(other.name);
      int told =
          logs.of(other.name).stream().mapToInt(entry -> entry.events().size()).sum();
      return told >= other.archive.recorded
          && Integer.toString(logs.of(other.name).size()).equals(position);
    }

    <T extends Message, R extends Message> R ask(Topic<T, R> topic, T message) {
      return topic.request(vertx.eventBus(), message).timeout(20, SECONDS).await();
    }

    @Override
    public Future<Void> tell(String node, Entry entry) {
      if (logs.fails) {
        return Future.failedFuture("away");
      }
      logs.add(node, entry);
      logs.replies.incrementAndGet();
      return logs.loseReplies ? Future.failedFuture("no reply") : Future.succeededFuture();
    }

    @Override
    public Future<List<Heard>> hear(String node, Map<String, String> positions) {
      if (logs.fails) {
        return Future.failedFuture("away");
      }
      var heard = new ArrayList<Heard>();
      for (var other : logs.nodes()) {
        var entries = logs.of(other);
        int from = Integer.parseInt(positions.getOrDefault(other, "0"));
        for (int i = from; !other.equals(node) && i < entries.size(); i++) {
          heard.add(new Heard(other, Integer.toString(i + 1), entries.get(i)));
        }
      }
      return Future.succeededFuture(heard);
    }
  }
}
