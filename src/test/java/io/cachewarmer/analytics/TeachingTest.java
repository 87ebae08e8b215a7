package io.cachewarmer.analytics;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.archive.Sharing;
import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.*;
import io.cachewarmer.bus.Topic;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.foresight.ForesightVerticle;
import io.cachewarmer.foresight.Shop;
import io.cachewarmer.ownership.Solo;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the learner is told by analytics, and what survives of it. */
@ExtendWith(VertxExtension.class)
class TeachingTest {

  private final FakeArchive archive = new FakeArchive();
  private final SettableClock clock = new SettableClock(Shop.MONDAY);
  private final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
  private final Deque<String> deployed = new ArrayDeque<>();
  private Vertx vertx;

  @BeforeEach
  void anArchive(Vertx running) {
    vertx = running;
    Topics.install(vertx);
    archive.serve(vertx);
    Topics.DECIDED.serve(
        vertx.eventBus(), decided -> Future.succeededFuture(new Settled(List.of())));
  }

  @Test
  void recordingAndSavingGoOnWhileTheLearnerIsStuck() {
    var given = new AtomicInteger();
    Topics.TEACH.serve(vertx.eventBus(), taught -> {
      given.addAndGet(taught.events().size());
      return Promise.<Done>promise().future();
    });
    Topics.ASK_MODEL.serve(
        vertx.eventBus(), asked -> Promise.<ModelState>promise().future());
    deployAnalytics(Duration.ofMillis(50));
    var batch = Collections.<AccessEvent>nCopies(1_000, Shop.item("milk", Shop.MONDAY, "", ""));
    for (int i = 0; i < 200; i++) {
      assertThat(ask(Topics.RECORD, new CountAccesses(batch)).counted()).isEqualTo(1_000);
    }
    assertThat(telemetry.counter(Metric.FORESIGHT_THINNED).sum()).isEqualTo(150_000);
    assertThat(given).hasValue(Allowance.MOST_OUTSTANDING);
    await().until(() -> archive.journalled() == 0);
    assertThat(archive.saves).isPositive();
  }

  @Test
  void aFloodIsThinnedByWholeSessions() {
    var allowance = new Allowance(clock);
    var flood = new ArrayList<AccessEvent>();
    for (int i = 0; i < 200_000; i++) {
      flood.add(Shop.item("item-" + i, Shop.MONDAY, "", "session-" + i % 2_000));
    }
    var given = allowance.of(flood.subList(0, 90_000), 0);
    assertThat(given).hasSizeBetween(90_000 / 64 / 2, 90_000 / 64 * 2);
    given.stream().map(AccessEvent::sessionId).distinct().forEach(session -> {
      long all = flood.subList(0, 90_000).stream()
          .filter(event -> event.sessionId().equals(session))
          .count();
      assertThat(
              given.stream().filter(event -> event.sessionId().equals(session)).count())
          .isEqualTo(all);
    });
    assertThat(allowance.of(flood.subList(0, 1_000), 0)).hasSize(1_000);
    assertThat(allowance.of(flood.subList(0, 1_000), 100_000)).isEmpty();
  }

  @Test
  void aRestartBringsBackTheModelAsItWasSaved() {
    var events = Shop.anything(2_000, 3);
    deployBoth();
    record(events);
    undeploy();
    assertThat(archive.model).isNotEmpty();
    assertThat(archive.journalled()).isZero();
    deployBoth();
    assertThat(export()).isEqualTo(ModelChunks.NONE);
    assertThat(ask(Topics.FORETELL, new Foretell(List.of("item-0"), clock.millis()))
            .expected())
        .containsKey("item-0");
  }

  @Test
  void theJournalGivesWhatAnUninterruptedLifeHasLearned() {
    var events = Shop.anything(2_000, 4);
    deployBoth();
    record(events);
    var uninterrupted = export();
    var journal = List.copyOf(archive.journal);
    undeploy();
    ask(Topics.FORGET_JOURNAL, new ForgetJournal());
    archive.journal.addAll(journal);
    deployBoth();
    var replayed = export();
    assertThat(replayed.chunks()).hasSameSizeAs(uninterrupted.chunks());
    for (int i = 0; i < replayed.chunks().size(); i++) {
      var one = replayed.chunks().get(i);
      assertThat(one.id()).isEqualTo(uninterrupted.chunks().get(i).id());
      assertThat(one.bytes()).isEqualTo(uninterrupted.chunks().get(i).bytes());
    }
  }

  @Test
  void forgettingPatternsForgetsTheModel() {
    deployBoth();
    record(Shop.anything(200, 5));
    ask(Topics.FORGET, new ForgetPatterns());
    assertThat(
            ask(Topics.FORETELL, new Foretell(List.of("item-0"), Shop.MONDAY)).expected())
        .isEmpty();
  }

  private void record(List<AccessEvent> events) {
    for (int from = 0; from < events.size(); from += 50) {
      // Not ahead of what it is told: then it decides as the journal will let it decide.
      clock.set(events.get(from).atMillis());
      ask(Topics.RECORD, new CountAccesses(events.subList(from, from + 50)));
      ask(Topics.ASK_MODEL, new AskModel());
    }
  }

  private ModelChunks export() {
    return ask(Topics.EXPORT_MODEL, new ExportModel()).changes();
  }

  private void deployBoth() {
    deployed.push(vertx
        .deployVerticle(
            new ForesightVerticle(new Settings().config(), clock, telemetry, new Solo()),
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
        .await());
    deployAnalytics(Duration.ofHours(1));
  }

  private void deployAnalytics(Duration saveEvery) {
    var settings = new Settings().config();
    deployed.push(vertx
        .deployVerticle(new AnalyticsVerticle(
            settings.analytics(),
            settings.warming().timezone(),
            clock,
            Sharing.none(),
            telemetry,
            asked -> "llm:" + asked.query(),
            new SplittableRandom(5),
            saveEvery))
        .await());
  }

  private void undeploy() {
    while (!deployed.isEmpty()) {
      vertx.undeploy(deployed.pop()).await();
    }
  }

  private <T extends Message, R extends Message> R ask(Topic<T, R> topic, T message) {
    return topic.request(vertx.eventBus(), message).timeout(20, SECONDS).await();
  }
}
