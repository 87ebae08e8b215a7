package io.cachewarmer.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.multimap.MultiMap;
import io.cachewarmer.bus.ClusterMessage.Forget;
import io.cachewarmer.bus.ClusterMessage.Heeded;
import io.cachewarmer.bus.ClusterMessage.Ping;
import io.cachewarmer.bus.ClusterMessage.StoreEmptied;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.bus.NodeMessage.Unheard;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.hazelcast.Join;
import io.cachewarmer.ownership.hazelcast.Join.Joined;
import io.cachewarmer.telemetry.Readiness;
import io.cachewarmer.telemetry.Readiness.State;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes in this JVM, one of which vanishes from the table of who listens to what. */
class ReachabilityIT {

  private static final String SUBSCRIPTIONS = "__vertx.subs";

  private final List<Config.Member> members = List.of(
      new Config.Member("127.0.0.1", ServiceProcess.freePort()),
      new Config.Member("127.0.0.1", ServiceProcess.freePort()));
  private final List<Joined> joined = new ArrayList<>();
  private final Readiness readiness = new Readiness();

  @AfterEach
  void leave() throws Exception {
    for (var node : joined) {
      node.vertx().close().await(30, SECONDS);
    }
  }

  @Test
  void aNodeThatNobodyCanReachIsNotReadyUntilAllThatItListensToIsFoundAgain() throws Exception {
    var node = join();
    var other = join();
    readiness.ready();
    new Reachability(other.vertx().eventBus(), other.cluster(), new Readiness())
        .known()
        .await(20, SECONDS);
    var forgetting = ClusterTopics.FORGET.serve(
        node.vertx().eventBus(), self(node), asked -> Future.succeededFuture(new Heeded()));
    var reachability = new Reachability(node.vertx().eventBus(), node.cluster(), readiness);
    Future.all(reachability.known(), forgetting.known()).await(20, SECONDS);
    await().atMost(Duration.ofSeconds(20)).until(() -> isHeard(other, node));
    look(reachability);
    assertThat(readiness.state()).isEqualTo(State.READY);

    subscriptions().remove("cluster.node." + self(node));
    subscriptions().remove("cluster.forget." + self(node));
    await().atMost(Duration.ofSeconds(20)).until(() -> !isHeard(other, node));
    look(reachability);
    look(reachability);
    assertThat(readiness.state()).isEqualTo(State.READY);
    look(reachability);
    assertThat(readiness.state()).isEqualTo(State.UNREACHABLE);
    assertThat(reachability.isDeaf()).isTrue();

    await().atMost(Duration.ofSeconds(30)).until(() -> {
      look(reachability);
      return readiness.isReady();
    });
    assertThat(reachability.isDeaf()).isFalse();
    await().atMost(Duration.ofSeconds(20)).until(() -> isHeard(other, node));
  }

  @Test
  void nodesThatDoNotFindEachOtherAllListenAnewAndThenDo() throws Exception {
    var node = join();
    var other = join();
    var here = new Reachability(node.vertx().eventBus(), node.cluster(), readiness);
    var there = new Reachability(other.vertx().eventBus(), other.cluster(), new Readiness());
    Future.all(here.known(), there.known()).await(20, SECONDS);
    readiness.ready();
    for (var each : joined) {
      subscriptions().remove("cluster.reach." + self(each));
      subscriptions().remove("cluster.node." + self(each));
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> !isPinged(other, node));
    await().atMost(Duration.ofSeconds(30)).until(() -> {
      look(here);
      look(there);
      return isPinged(other, node) && isPinged(node, other);
    });
    assertThat(readiness.state()).isEqualTo(State.READY);
  }

  @Test
  void whatIsToldAnewAgainAndAgainIsHeardOnce() throws Exception {
    var node = join();
    var heard = new CopyOnWriteArrayList<String>();
    var bus = node.vertx().eventBus();
    ClusterTopics.EMPTIED
        .subscribe(bus, told -> heard.add(told.sender()))
        .known()
        .await(20, SECONDS);
    for (int i = 0; i < 5; i++) {
      Topics.UNHEARD.publish(bus, new Unheard());
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> {
      ClusterTopics.EMPTIED.publish(bus, new StoreEmptied("there again"));
      return !heard.isEmpty();
    });
    ClusterTopics.EMPTIED.publish(bus, new StoreEmptied("once"));
    ClusterTopics.EMPTIED.publish(bus, new StoreEmptied("end"));
    await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains("end"));
    assertThat(heard).containsOnlyOnce("once");
  }

  @Test
  void aNodeThatIsAloneIsReadyAndOneThatCannotAnswerSaysNothing() throws Exception {
    var node = join();
    readiness.ready();
    var reachability = new Reachability(node.vertx().eventBus(), node.cluster(), readiness);
    reachability.known().await(20, SECONDS);
    look(reachability);
    assertThat(readiness.state()).isEqualTo(State.READY);
    join();
    for (int i = 0; i < 4; i++) {
      look(reachability);
    }
    assertThat(readiness.state()).isEqualTo(State.READY);
  }

  private static void look(Reachability reachability) throws Exception {
    reachability.look().await(20, SECONDS);
  }

  private static boolean isHeard(Joined from, Joined to) throws Exception {
    var bus = from.vertx().eventBus();
    return Future.all(
            ClusterTopics.PING.request(bus, self(to), new Ping()),
            ClusterTopics.FORGET.request(bus, self(to), new Forget()))
        .map(true)
        .otherwise(false)
        .await(20, SECONDS);
  }

  private static boolean isPinged(Joined from, Joined to) throws Exception {
    return ClusterTopics.PING
        .request(from.vertx().eventBus(), self(to), new Ping())
        .map(true)
        .otherwise(false)
        .await(20, SECONDS);
  }

  private static String self(Joined node) {
    return node.cluster().self();
  }

  private static MultiMap<String, Object> subscriptions() {
    return Hazelcast.getAllHazelcastInstances().stream()
        .filter(each -> each.getLifecycleService().isRunning())
        .findFirst()
        .map((HazelcastInstance each) -> each.<String, Object>getMultiMap(SUBSCRIPTIONS))
        .orElseThrow();
  }

  private Joined join() throws Exception {
    var cluster = new Config.Cluster(
        members,
        Optional.empty(),
        Optional.empty(),
        "127.0.0.1",
        "reachable",
        Optional.empty(),
        Duration.ZERO,
        0);
    var node = Join.cluster(cluster, options -> Vertx.builder().with(options)).await(60, SECONDS);
    joined.add(node);
    Topics.install(node.vertx());
    return node;
  }
}
