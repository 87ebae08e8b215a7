package io.cachewarmer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.bus.Message.Forgotten;
import io.cachewarmer.bus.NodeMessage.Forgot;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.ownership.Membership;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ForgettingTest {

  private final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
  private final AtomicInteger forgotten = new AtomicInteger();
  private Vertx vertx;

  @BeforeEach
  void listen(Vertx vertx) {
    this.vertx = vertx;
    Topics.install(vertx);
    Topics.FORGET.serve(vertx.eventBus(), asked -> {
      forgotten.incrementAndGet();
      return Future.succeededFuture(new Forgotten(1, 0));
    });
  }

  @Test
  void theOtherNodesForgetWhatOneWasMadeToForget() {
    // One bus is both nodes: who is asked over the cluster is told apart by its name alone.
    start("b", "b");
    start("a", "a", "b");
    Topics.FORGOT.publish(vertx.eventBus(), new Forgot());
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> forgotten.get() == 1);
    assertThat(failures("no-handlers")).isZero();
  }

  @Test
  void aNodeThatCannotBeToldIsAskedTwiceAndCounted() {
    start("a", "a", "gone");
    Topics.FORGOT.publish(vertx.eventBus(), new Forgot());
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> failures("no-handlers") == 2);
    assertThat(forgotten).hasValue(0);
  }

  private long failures(String kind) {
    return telemetry.counter(Metric.CLUSTER_REMOTE_FAILURES, kind).sum();
  }

  private void start(String self, String... nodes) {
    var started =
        new Forgetting(vertx.eventBus(), new Here(self, List.of(nodes)), telemetry).start();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(started::succeeded);
  }

  private record Here(String self, List<String> ids) implements Membership {

    @Override
    public List<Node> nodes() {
      return ids.stream().map(id -> new Node(id, id + ":5701")).toList();
    }

    @Override
    public boolean isMajority() {
      return true;
    }

    @Override
    public double ownedShare() {
      return 1;
    }

    @Override
    public long moves() {
      return 0;
    }

    @Override
    public void onMoved(Runnable told) {}
  }
}
