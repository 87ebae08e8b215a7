package io.cachewarmer.warming.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.Refusal;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.cachewarmer.plan.Backoff;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.FakeOrigin;
import io.cachewarmer.warming.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LoadsTest {

  private final Settings settings = new Settings();
  private FakeOrigin origin;
  private Context context;
  private Vertx vertx;

  @BeforeEach
  void anOrigin(Vertx vertx) {
    this.vertx = vertx;
    context = vertx.getOrCreateContext();
    origin = new FakeOrigin(vertx);
  }

  @Test
  void aKeyAskedForManyTimesIsFetchedOnce() {
    var loads = loads();
    on(() -> all(1000, i -> i % 2 == 0 ? loads.live("milk") : loads.warm("milk")));
    assertThat(origin.asked).containsExactly("milk");
  }

  @Test
  void neverMoreThanTheLimitAreUpstreamAtOnce() {
    settings.maxConcurrent = 7;
    settings.concurrency = 3;
    var loads = loads();
    on(() -> all(200, i -> i % 2 == 0 ? loads.live("live" + i) : loads.warm("warm" + i)));
    assertThat(origin.peak).hasValue(7);
    assertThat(origin.asked).hasSize(200);
  }

  @Test
  void warmingAloneKeepsToItsShare() {
    var loads = loads();
    on(() -> all(50, i -> loads.warm("warm" + i)));
    assertThat(origin.peak).hasValue(settings.concurrency);
  }

  @Test
  void liveLoadsGoFirst() {
    settings.maxConcurrent = 1;
    settings.concurrency = 1;
    var loads = loads();
    on(() -> {
      var warm = List.of(loads.warm("w1"), loads.warm("w2"), loads.warm("w3"));
      var live = List.of(loads.live("l1"), loads.live("w3"));
      return Future.all(Future.all(warm), Future.all(live)).map(true);
    });
    assertThat(origin.asked).containsExactly("w1", "l1", "w3", "w2");
  }

  @Test
  void aFailureThatMayPassIsTriedAgain() {
    origin.failing.put("milk", Kind.UNAVAILABLE);
    origin.onLoad = () -> {
      if (origin.asked.size() == 2) {
        origin.failing.clear();
      }
    };
    assertThat(on(() -> loads().warm("milk")).value().toString()).contains("milk");
    assertThat(origin.asked).hasSize(2);
  }

  @Test
  void aReaderWaitsForOneRetryAtMost() {
    settings.retries = 5;
    origin.failing.put("milk", Kind.TIMEOUT);
    assertThatThrownBy(() -> on(() -> loads().live("milk"))).isInstanceOf(OriginFailure.class);
    assertThat(origin.asked).hasSize(2);
  }

  @Test
  void aReaderIsToldAtOnceWhenTheOriginAsksForMuchPatience() {
    Origin busy = new Origin() {
      @Override
      public Future<Buffer> load(String key) {
        origin.asked.add(key);
        return Future.failedFuture(
            new OriginFailure(Kind.UNAVAILABLE, "come back later", Duration.ofSeconds(7)));
      }

      @Override
      public Future<Void> ping() {
        return Future.succeededFuture();
      }
    };
    assertThatThrownBy(() -> on(() -> loads(busy).live("milk"))).isInstanceOf(OriginFailure.class);
    assertThat(origin.asked).hasSize(1);
  }

  @Test
  void anUnknownItemIsNotTriedAgain() {
    origin.failing.put("milk", Kind.UNKNOWN_ITEM);
    assertThatThrownBy(() -> on(() -> loads().warm("milk"))).isInstanceOf(OriginFailure.class);
    assertThat(origin.asked).hasSize(1);
  }

  @Test
  void aDeadOriginIsLeftAloneAndAskedAgainLater() {
    origin.dead = true;
    var loads = loads();
    on(() -> all(200, i -> loads.warm("k" + i).otherwiseEmpty()));
    assertThat(origin.asked.size()).isLessThan(20);
    origin.dead = false;
    await().until(() -> on(() -> loads.live("back").map(true).otherwise(false)));
    assertThat(on(() -> all(50, i -> loads.warm("again" + i)))).isNotNull();
  }

  @Test
  void oneItemThatAlwaysFailsClosesTheWayForNoOther() {
    settings.retries = 0;
    origin.failing.put("bad", Kind.UNAVAILABLE);
    var loads = loads();
    for (int i = 0; i < 20; i++) {
      on(() -> loads.warm("bad").otherwiseEmpty());
    }
    assertThat(on(() -> loads.warm("good")).value().toString()).contains("good");
  }

  @Test
  void readersBeyondTheLineAreRefusedAtOnce() {
    settings.maxConcurrent = 1;
    var loads = loads();
    var refused = new ArrayList<Throwable>();
    on(() -> all(1003, i -> loads.live("k" + i).onFailure(refused::add).otherwiseEmpty()));
    assertThat(refused)
        .hasSize(2)
        .allMatch(cause ->
            cause instanceof Refusal refusal && refusal.reason() == Refusal.Reason.OVERLOADED);
  }

  @Test
  void startsForWarmingAreHeldToTheirNumberAMinute() {
    settings.upstreamPerMinute = 5;
    settings.concurrency = 10;
    var loads = loads();
    on(() -> {
      for (int i = 0; i < 10; i++) {
        loads.warm("w" + i);
      }
      return all(20, i -> loads.live("l" + i));
    });
    await().until(() -> origin.asked.size() == 25);
    assertThat(origin.asked).filteredOn(key -> key.startsWith("w")).hasSize(5);
  }

  @Test
  void manyLoadsThatCompleteAtOnceDoNotGrowTheStack() {
    origin.millis = 0;
    settings.concurrency = 1;
    settings.maxConcurrent = 1;
    var loads = loads();
    on(() -> all(20_000, i -> loads.warm("k" + i)));
    assertThat(origin.asked).hasSize(20_000);
  }

  private Loads loads() {
    return loads(origin);
  }

  private Loads loads(Origin origin) {
    var backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), new Random(7));
    return new Loads(
        vertx,
        Clock.system(),
        origin,
        settings.config(),
        backoff,
        new Telemetry(new SimpleMeterRegistry()));
  }

  private static Future<Object> all(int count, java.util.function.IntFunction<Future<?>> each) {
    var all = new ArrayList<Future<?>>();
    for (int i = 0; i < count; i++) {
      all.add(each.apply(i));
    }
    return Future.all(all).map(done -> done);
  }

  private <T> T on(Supplier<Future<T>> call) {
    Promise<T> done = Promise.promise();
    context.runOnContext(go -> call.get().onComplete(done));
    return done.future().timeout(20, TimeUnit.SECONDS).await();
  }
}
