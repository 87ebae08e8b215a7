package io.cachewarmer.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.*;
import io.cachewarmer.bus.SharedMessage.AskPositions;
import io.cachewarmer.bus.SharedMessage.TeachElsewhere;
import io.cachewarmer.bus.Topic;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.forecast.Feature;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.ownership.Solo;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.popularity.ModelChunks.Chunk;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ForesightVerticleTest {

  private final SettableClock clock = new SettableClock(Shop.MONDAY);
  private final Settings settings = new Settings();
  private final List<Decided.Decision> decided = new CopyOnWriteArrayList<>();
  private List<Settled.Unmade> unmade = List.of();
  private Ownership ownership = new Solo();
  private Vertx vertx;
  private String deployed = "";

  @BeforeEach
  void aWarmingThatDoesAsItIsTold(Vertx running) {
    vertx = running;
    Topics.install(vertx);
    Topics.DECIDED.serve(vertx.eventBus(), told -> {
      decided.addAll(told.decisions());
      return Future.succeededFuture(new Settled(unmade));
    });
  }

  @Test
  void whatIsAskedForEachMorningIsDecidedBeforeItIsAskedFor() {
    deploy();
    live(Shop.mornings(21));
    decided.clear();
    until(Shop.MONDAY + 21 * Shop.DAY + 9 * Shop.HOUR + Shop.HOUR / 2);
    assertThat(decided).hasSizeGreaterThan(3);
    assertThat(decided).allSatisfy(one -> {
      assertThat(one.probability()).isBetween(one.worth(), 1.0);
      assertThat(one.worth()).isPositive();
    });
  }

  @Test
  void nothingIsDecidedWhileTheJournalIsReplayedNorWhereWarmingIsSwitchedOff() {
    deploy();
    ask(Topics.TEACH, new Teach(Shop.mornings(21)));
    assertThat(decided).isEmpty();
    vertx.undeploy(deployed).await();
    settings.enabled = false;
    deploy();
    live(Shop.mornings(21));
    until(Shop.MONDAY + 21 * Shop.DAY + 9 * Shop.HOUR + Shop.HOUR / 2);
    assertThat(decided).isEmpty();
  }

  @Test
  void whatIsFreshIsNotDecided() {
    deploy();
    live(Shop.mornings(21));
    long halfPastNine = Shop.MONDAY + 21 * Shop.DAY + 9 * Shop.HOUR + Shop.HOUR / 2;
    decided.clear();
    Topics.CACHE_NEWS.publish(
        vertx.eventBus(),
        new CacheNews(
            List.of(
                new CacheNews.Entry("item-1", halfPastNine - Shop.DAY, halfPastNine + Shop.HOUR)),
            List.of()));
    until(halfPastNine);
    assertThat(decided).extracting(Decided.Decision::key).isNotEmpty().doesNotContain("item-1");
  }

  @Test
  void whatAnotherNodeHasWarmedIsNotDecided() {
    deploy();
    live(Shop.mornings(21));
    long halfPastNine = Shop.MONDAY + 21 * Shop.DAY + 9 * Shop.HOUR + Shop.HOUR / 2;
    decided.clear();
    var fresh = new CacheNews.Entry("item-1", halfPastNine - Shop.DAY, halfPastNine + Shop.HOUR);
    ask(Topics.TEACH_ELSEWHERE, new TeachElsewhere("n2", "1-0", List.of(), List.of(fresh), 0));
    until(halfPastNine);
    assertThat(decided).extracting(Decided.Decision::key).isNotEmpty().doesNotContain("item-1");
  }

  @Test
  void aDecisionThatCannotBeMadeIsPaidBackAndRests() {
    deploy();
    live(Shop.mornings(21));
    long halfPastNine = Shop.MONDAY + 21 * Shop.DAY + 9 * Shop.HOUR + Shop.HOUR / 2;
    unmade = Stream.iterate(0, i -> i + 1)
        .limit(12)
        .map(i -> new Settled.Unmade("item-" + i, false, 2 * Shop.HOUR))
        .toList();
    until(halfPastNine);
    var first = decided.stream().map(Decided.Decision::key).toList();
    assertThat(first).isNotEmpty();
    decided.clear();
    until(halfPastNine + Shop.HOUR / 4);
    assertThat(decided).extracting(Decided.Decision::key).doesNotContainAnyElementsOf(first);
  }

  @Test
  void nodesThatOwnAPartEachMakeTogetherTheDecisionsOfOneThatOwnsAll() {
    var all = decisionsOf(key -> true);
    var even = decisionsOf(key -> key.hashCode() % 2 == 0);
    var odd = decisionsOf(key -> key.hashCode() % 2 != 0);
    assertThat(even).isNotEmpty().allMatch(one -> one.key().hashCode() % 2 == 0);
    assertThat(odd).isNotEmpty().allMatch(one -> one.key().hashCode() % 2 != 0);
    assertThat(Stream.concat(even.stream(), odd.stream())).containsExactlyInAnyOrderElementsOf(all);
  }

  private List<Decided.Decision> decisionsOf(Ownership owning) {
    clock.set(Shop.MONDAY);
    ownership = owning;
    deploy();
    decided.clear();
    live(Shop.anything(3_000, 7));
    until(clock.millis() + Shop.DAY);
    vertx.undeploy(deployed).await();
    return List.copyOf(decided);
  }

  @Test
  void whatIsLearnedElsewhereIsLearnedLikewiseAndItsPositionComesBack() {
    deploy();
    live(Shop.mornings(21));
    var whole = export();
    vertx.undeploy(deployed).await();
    deploy();
    clock.set(Shop.MONDAY + 21 * Shop.DAY);
    ask(Topics.BEGIN_FORESIGHT, new BeginForesight());
    ask(Topics.TEACH_ELSEWHERE, new TeachElsewhere("n2", "7-1", Shop.mornings(21), List.of(), 0));
    ask(Topics.TEACH_ELSEWHERE, new TeachElsewhere("n3", "9-0", List.of(), List.of(), 0));
    var keys = List.of("item-1", "item-2");
    var foretold = expected(keys, clock.millis());
    var kept = export();
    assertThat(kept.chunks()).hasSameSizeAs(whole.chunks());
    restartWith(kept);
    assertThat(ask(Topics.ASK_POSITIONS, new AskPositions()).byNode())
        .containsOnly(Map.entry("n2", "7-1"), Map.entry("n3", "9-0"));
    assertThat(expected(keys, clock.millis())).isEqualTo(foretold).hasSize(2);
    restartWith(whole);
    assertThat(ask(Topics.ASK_POSITIONS, new AskPositions()).byNode()).isEmpty();
  }

  @Test
  void cyclesOfOtherNodesSpendTheSameBudget() {
    deploy();
    live(Shop.mornings(21));
    double before = ask(Topics.WEIGH, new Weigh(List.of(), clock.millis())).price();
    ask(Topics.TEACH_ELSEWHERE, new TeachElsewhere("n2", "7-1", List.of(), List.of(), 50));
    assertThat(ask(Topics.WEIGH, new Weigh(List.of(), clock.millis())).price())
        .isGreaterThan(before);
  }

  @Test
  void aRestartRestoresEveryBitOfWhatWasLearned() {
    deploy();
    var events = Shop.anything(3_000, 7);
    live(events);
    var before = export();
    var keys = List.of("item-0", "item-1", "item-5", "unheard-of");
    var foretold = expected(keys, Shop.end(events) + Shop.HOUR);
    assertThat(foretold).hasSize(3);
    restartWith(before);
    assertThat(export()).isEqualTo(ModelChunks.NONE);
    assertThat(expected(keys, Shop.end(events) + Shop.HOUR)).isEqualTo(foretold);
  }

  @Test
  void aQuestionLeavesNoTrace() {
    deploy();
    var events = Shop.anything(2_000, 8);
    live(events);
    export();
    ask(Topics.MODEL_SAVED, new ModelSaved(true));
    for (int ahead = 0; ahead < 30; ahead++) {
      long at = Shop.end(events) + ahead * Shop.DAY;
      expected(List.of("item-0", "item-1"), at);
      ask(Topics.WEIGH, new Weigh(List.of("item-0"), at));
      ask(Topics.EXPLAIN_FORECAST, new ExplainForecast("item-1", at));
    }
    assertThat(export()).isEqualTo(ModelChunks.NONE);
  }

  @Test
  void aModelThatWasDamagedIsLearnedAnew() {
    deploy();
    live(Shop.anything(1_000, 9));
    var whole = export();
    var chunks = new ArrayList<>(whole.chunks());
    var last = chunks.remove(chunks.size() - 1);
    var bytes = last.bytes().clone();
    bytes[bytes.length / 2] ^= 1;
    chunks.add(new Chunk(last.id(), bytes));
    restartWith(new ModelChunks(chunks, List.of()));
    assertThat(expected(List.of("item-0"), Shop.MONDAY)).isEmpty();
    live(Shop.anything(1_000, 9));
    assertThat(export().chunks()).hasSameSizeAs(whole.chunks());
  }

  @Test
  void aModelOfMoreItemsThanAreFollowedNowIsLearnedAnew() {
    var large = new LiveModel(
        new io.cachewarmer.plan.online.Rules(Shop.HOUR, .25, 0, 0, 1_000, java.time.ZoneOffset.UTC),
        1);
    large.learn(Shop.anything(3_000, 7));
    var small = new LiveModel(
        new io.cachewarmer.plan.online.Rules(Shop.HOUR, .25, 0, 0, 10, java.time.ZoneOffset.UTC),
        1);
    small.restore(large.export());
    assertThat(small.items()).isZero();
    small.learn(Shop.anything(100, 7));
    assertThat(small.items()).isEqualTo(10);
  }

  @Test
  void onlyWhatChangedIsExportedAndAfterAFailedSaveItComesAgain() {
    deploy();
    live(Shop.anything(3_000, 7));
    var first = export();
    ask(Topics.MODEL_SAVED, new ModelSaved(true));
    assertThat(ask(Topics.ASK_MODEL, new AskModel()).changed()).isFalse();
    ask(Topics.TEACH, new Teach(List.of(Shop.item("item-0", clock.millis(), "", ""))));
    assertThat(ask(Topics.ASK_MODEL, new AskModel()).changed()).isTrue();
    var second = export();
    assertThat(second.chunks()).isNotEmpty().hasSizeLessThan(first.chunks().size());
    ask(Topics.MODEL_SAVED, new ModelSaved(false));
    assertThat(ask(Topics.ASK_MODEL, new AskModel()).changed()).isTrue();
    assertThat(ids(export())).containsAll(ids(second));
  }

  @Test
  void forgettingForgets() {
    deploy();
    live(Shop.mornings(21));
    export();
    ask(Topics.MODEL_SAVED, new ModelSaved(true));
    ask(Topics.FORGET_MODEL, new ForgetModel());
    assertThat(expected(List.of("item-1"), Shop.MONDAY)).isEmpty();
    assertThat(ids(export())).contains(ModelWriter.HEADER);
  }

  @Test
  void theFactorsOfAnExplanationMakeUpWhatIsExpected() {
    deploy();
    live(Shop.mornings(21));
    long at = Shop.MONDAY + 21 * Shop.DAY + 9 * Shop.HOUR;
    var features = ask(Topics.EXPLAIN_FORECAST, new ExplainForecast("item-3", at))
        .features()
        .orElseThrow();
    var values = new java.util.HashMap<String, Double>();
    features.forEach(feature -> values.put(feature.name(), feature.value()));
    double product = Stream.of(
            "requests-per-day", "time-of-day", "weekday", "recent-trend", "calibration", "ttl-days")
        .mapToDouble(values::get)
        .reduce(1, (a, b) -> a * b);
    assertThat(values.get("expected")).isCloseTo(product, within(product * 1e-5));
    assertThat(expected(List.of("item-3"), at)).containsEntry("item-3", values.get("expected"));
    assertThat(values.get("time-of-day")).isGreaterThan(3);
    assertThat(values).containsKeys("own-evidence", "worth", "price");
    assertThat(features.stream().mapToDouble(Feature::share).sum()).isCloseTo(1, within(1e-9));
    assertThat(features).allMatch(feature -> feature.share() >= 0 && feature.share() <= 1);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  /** Time passes as it does. */
  private void until(long millis) {
    while (clock.millis() < millis) {
      clock.set(Math.min(millis, clock.millis() + Shop.HOUR / 12));
      ask(Topics.DECIDE, new Decide());
    }
  }

  private void live(List<AccessEvent> events) {
    clock.set(Shop.end(events));
    ask(Topics.BEGIN_FORESIGHT, new BeginForesight());
    ask(Topics.TEACH, new Teach(events));
  }

  private ModelChunks export() {
    return ask(Topics.EXPORT_MODEL, new ExportModel()).changes();
  }

  private Map<String, Double> expected(List<String> keys, long at) {
    return ask(Topics.FORETELL, new Foretell(keys, at)).expected();
  }

  private static List<Integer> ids(ModelChunks model) {
    return model.chunks().stream().map(Chunk::id).toList();
  }

  private void restartWith(ModelChunks model) {
    vertx.undeploy(deployed).await();
    deploy();
    ask(Topics.RESTORE_MODEL, new RestoreModel(model));
  }

  private void deploy() {
    deployed = vertx
        .deployVerticle(
            new ForesightVerticle(
                settings.config(), clock, new Telemetry(new SimpleMeterRegistry()), ownership),
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
        .await();
  }

  private <T extends Message, R extends Message> R ask(Topic<T, R> topic, T message) {
    return topic
        .request(vertx.eventBus(), message)
        .timeout(20, TimeUnit.SECONDS)
        .await();
  }
}
