package io.cachewarmer.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.bus.Message.Heard;
import io.cachewarmer.bus.Message.Learned;
import io.cachewarmer.bus.Message.Load;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.forecast.GroceryStrategy;
import io.cachewarmer.forecast.PatternStrategy;
import io.cachewarmer.forecast.PredictiveStrategy;
import io.cachewarmer.forecast.RelatedStrategy;
import io.cachewarmer.forecast.TimeOfDayStrategy;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.ownership.Solo;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.popularity.Learner;
import io.cachewarmer.popularity.LearningRules;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Days of demand on a virtual clock, with the default TTL, interval, threshold and budget. */
@ExtendWith(VertxExtension.class)
class HotItemTest {

  private static final String HOT = "agent:profile";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int CYCLE_MINUTES = 5;

  private final SettableClock clock =
      new SettableClock(Instant.parse("2026-11-23T09:00:00Z").toEpochMilli());
  private final FakeStore store = new FakeStore(clock);
  private final Learner learner = new Learner(
      new LearningRules(1, 0.95, Duration.ofDays(7).toMillis(), 50_000, ZoneId.of("UTC")),
      new Random(3),
      prompt -> prompt.query());
  private Vertx vertx;
  private FakeOrigin origin;
  private int asked;
  private int missed;

  @BeforeEach
  void deploy(Vertx vertx) throws Exception {
    this.vertx = vertx;
    origin = new FakeOrigin(vertx);
    origin.millis = 0;
    Topics.install(vertx);
    Topics.LEARN.serve(
        vertx.eventBus(),
        learn -> vertx.executeBlocking(() -> new Learned(learner.snapshot(learn.atMillis()))));
    var forecast = new ArrivalForecast(0.95);
    var catalogue = Catalogue.parse(Files.readAllLines(Path.of("conf/catalogue.csv")));
    var planner = new Planner(
        List.of(
            new PatternStrategy(forecast, 5, 0.7),
            new TimeOfDayStrategy(forecast, catalogue),
            new RelatedStrategy(forecast, catalogue, key -> true),
            new PredictiveStrategy(forecast),
            new GroceryStrategy(forecast, catalogue)),
        forecast);
    vertx
        .deployVerticle(new WarmingVerticle(
            new Settings().config(),
            store,
            origin,
            planner,
            catalogue,
            clock,
            new Telemetry(new SimpleMeterRegistry()),
            new Solo(),
            new Random(7),
            new io.cachewarmer.cache.AnswerAddresses()))
        .await();
  }

  @Test
  void anItemThatIsAskedForAllTheTimeIsAlwaysFreshThoughItsHitsLowerItsScore() {
    minutes(60, 1, 50);
    missed = 0;
    asked = 0;
    minutes(24 * 60, 1, 50);
    assertThat(missed).isZero();
    long loads = origin.asked.stream().filter(HOT::equals).count();
    assertThat(loads / (double) asked).as("loads an access").isLessThan(0.05);
  }

  @Test
  void anItemThatNobodyAsksForAnyMoreIsNotKeptFresh() {
    minutes(120, 1, 50);
    long before = origin.asked.stream().filter(HOT::equals).count();
    minutes(12 * 60, 0, 50);
    assertThat(origin.asked.stream().filter(HOT::equals).count()).isLessThan(before + 3);
    assertThat(store.entry(HOT)).isEmpty();
  }

  private void minutes(int count, int accessesAMinute, double loadMillis) {
    for (int minute = 1; minute <= count; minute++) {
      clock.advance(MINUTE.toMillis());
      for (int i = 0; i < accessesAMinute; i++) {
        read(loadMillis);
      }
      if (minute % CYCLE_MINUTES == 0) {
        Topics.WARM
            .request(vertx.eventBus(), Warm.by(Trigger.CYCLE, Strategy.AUTO))
            .timeout(20, TimeUnit.SECONDS)
            .await();
      }
    }
  }

  /** As an agent does: looks into the cache, loads what is missing, and reports which it was. */
  private void read(double loadMillis) {
    boolean hit = store.entry(HOT).isPresent();
    if (!hit) {
      Topics.LOAD
          .request(vertx.eventBus(), new Load(HOT))
          .timeout(20, TimeUnit.SECONDS)
          .await();
    }
    asked++;
    missed += hit ? 0 : 1;
    List<AccessEvent> events = List.of(new ItemAccess(
        "", HOT, clock.millis(), hit ? 1 : loadMillis, hit, "", List.of(), 0, "", ""));
    learner.learn(events, (key, weight) -> {});
    Topics.HEARD.publish(vertx.eventBus(), new Heard(events));
  }
}
