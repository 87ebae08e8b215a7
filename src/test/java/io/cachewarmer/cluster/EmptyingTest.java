package io.cachewarmer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.ClusterMessage.StoreEmptied;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.bus.Message.Emptied;
import io.cachewarmer.bus.Topics;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EmptyingTest {

  private final List<StoreEmptied> toOthers = new CopyOnWriteArrayList<>();
  private final List<Emptied> here = new CopyOnWriteArrayList<>();
  private Vertx vertx;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    Topics.install(vertx);
    new Emptying(vertx.eventBus(), "a").start();
    ClusterTopics.EMPTIED.subscribe(vertx.eventBus(), toOthers::add);
    Topics.EMPTIED.subscribe(vertx.eventBus(), here::add);
  }

  @Test
  void whatIsEmptiedHereIsToldToTheOthersAndNotBackToThisNode() {
    Topics.EMPTIED.publish(vertx.eventBus(), new Emptied(true));
    await().until(() -> toOthers.equals(List.of(new StoreEmptied("a"))));
    ClusterTopics.EMPTIED.publish(vertx.eventBus(), new StoreEmptied("b"));
    await().until(() -> here.size() >= 2);
    assertThat(here).containsExactly(new Emptied(true), new Emptied(false));
  }

  @Test
  void whatAnotherHasEmptiedIsToldHereAndGoesNoFurther() {
    ClusterTopics.EMPTIED.publish(vertx.eventBus(), new StoreEmptied("b"));
    await().until(() -> here.equals(List.of(new Emptied(false))));
    Topics.EMPTIED.publish(vertx.eventBus(), new Emptied(true));
    await().until(() -> toOthers.size() >= 2);
    assertThat(toOthers).containsExactly(new StoreEmptied("b"), new StoreEmptied("a"));
  }
}
