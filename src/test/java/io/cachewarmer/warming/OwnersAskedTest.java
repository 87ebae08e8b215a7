package io.cachewarmer.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.ClusterMessage.ItemWarmed;
import io.cachewarmer.bus.ClusterMessage.WarmItem;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.bus.NodeMessage.Moved;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class OwnersAskedTest {

  private static final WarmItem MILK = new WarmItem("milk", 1, false);
  private static final ItemWarmed DONE = new ItemWarmed("", true, 10, "");

  private final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
  private final Set<String> here = ConcurrentHashMap.newKeySet();
  private final Promise<ItemWarmed> alive = Promise.promise();
  private Vertx vertx;
  private OwnersAsked owners;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    Topics.install(vertx);
    here.addAll(Set.of("dead", "alive"));
    var bus = vertx.eventBus();
    ClusterTopics.WARM_ITEM.serve(
        bus, "dead", asked -> Promise.<ItemWarmed>promise().future());
    ClusterTopics.WARM_ITEM.serve(bus, "alive", asked -> alive.future());
    owners = new OwnersAsked(bus, new Here(), telemetry);
  }

  @Test
  void anOwnerThatHasLeftIsNotWaitedForAndTheOthersAre() {
    var fromDead = owners.ask("dead", MILK);
    var fromAlive = owners.ask("alive", MILK);
    here.remove("dead");
    Topics.MOVED.publish(vertx.eventBus(), new Moved());
    await().until(fromDead::failed);
    assertThat(failures("no-handlers")).isEqualTo(1);
    assertThat(fromAlive.isComplete()).isFalse();
    alive.complete(DONE);
    await().until(fromAlive::succeeded);
    assertThat(fromAlive.result()).isEqualTo(DONE);
  }

  @Test
  void whileAllAreHereAMoveEndsNoWaiting() {
    var fromAlive = owners.ask("alive", MILK);
    Topics.MOVED.publish(vertx.eventBus(), new Moved());
    alive.complete(DONE);
    await().until(fromAlive::succeeded);
    assertThat(failures("no-handlers")).isZero();
  }

  private long failures(String kind) {
    return telemetry.counter(Metric.CLUSTER_REMOTE_FAILURES, kind).sum();
  }

  private final class Here implements Ownership {

    @Override
    public boolean owns(String name) {
      return false;
    }

    @Override
    public boolean isHere(String node) {
      return here.contains(node);
    }
  }
}
