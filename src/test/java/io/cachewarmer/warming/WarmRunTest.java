package io.cachewarmer.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunState;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.Reason;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.warming.upstream.Fetched;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WarmRunTest {

  private final FakeTools tools = new FakeTools();
  private Context context;

  @BeforeEach
  void aContext(Vertx vertx) {
    context = vertx.getOrCreateContext();
    tools.vertx = vertx;
  }

  @Test
  void aLargeRunOfValuesThatAreThereAtOnceDoesNotGrowTheStack() {
    var run = finished(course(100_000, Verdict.WARM));
    assertThat(run.warmed()).isEqualTo(100_000);
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void aLargeRunOfFreshKeysEndsAtOnce() {
    var run = finished(course(100_000, Verdict.FRESH));
    assertThat(run.skipped()).isEqualTo(100_000);
    assertThat(tools.loaded).isEmpty();
  }

  @Test
  void anEmptyCourseIsOverAtOnce() {
    assertThat(finished(course(0, Verdict.WARM)).state()).isEqualTo(RunState.DONE);
  }

  @Test
  void aFailedLoadIsCountedAndNamedAndHarmsNoOther() {
    tools.failing = key -> key.endsWith("7");
    var run = finished(course(300, Verdict.WARM));
    assertThat(run.failed()).isEqualTo(30);
    assertThat(run.warmed()).isEqualTo(270);
    assertThat(run.errors()).hasSize(21).last().isEqualTo("and 10 more");
    assertThat(run.errors().get(0)).startsWith("k7: ");
  }

  @Test
  void aCancelledRunStartsNothingMore() {
    tools.loadMillis = 5;
    var run = run(course(1000, Verdict.WARM));
    Promise<Run> over = Promise.promise();
    context.runOnContext(go -> {
      run.start().onComplete(over);
      tools.onLoad = () -> {
        if (tools.loaded.size() == 10) {
          run.cancel();
        }
      };
    });
    var ended = over.future().timeout(10, TimeUnit.SECONDS).await();
    assertThat(ended.state()).isEqualTo(RunState.CANCELLED);
    assertThat(tools.loaded).hasSizeLessThan(20);
    assertThat(ended.warmed() + ended.failed() + ended.skipped()).isEqualTo(1000);
  }

  @Test
  void aStoreThatKeepsNothingStopsTheRun() {
    tools.outcome = PutOutcome.refused("out of memory");
    var run = finished(course(1000, Verdict.WARM));
    assertThat(tools.loaded.size()).isLessThan(50);
    assertThat(run.failed()).isEqualTo(1000);
    assertThat(run.warmed()).isZero();
  }

  @Test
  void whatLeavesIsDeletedBeforeAnythingIsLoaded() {
    tools.onEvict = () -> assertThat(tools.loaded).isEmpty();
    var course = course(5, Verdict.WARM);
    var plan = course.plan();
    finished(new Course(
        "full",
        new Plan(
            plan.strategy(), 0, plan.budget(), plan.memory(), plan.candidates(), List.of("old")),
        course.questions(),
        Optional.empty()));
    assertThat(tools.evicted).containsExactly("old");
  }

  private Run finished(Course course) {
    Promise<Run> over = Promise.promise();
    context.runOnContext(go -> run(course).start().onComplete(over));
    var run = over.future().timeout(30, TimeUnit.SECONDS).await();
    assertThat(run.warmed() + run.failed() + run.skipped()).isEqualTo(run.totalCandidates());
    assertThat(tools.peak).isLessThanOrEqualTo(3);
    return run;
  }

  private WarmRun run(Course course) {
    return new WarmRun("1", Trigger.MANUAL, course, tools, context, Clock.system(), 3);
  }

  private static Course course(int size, Verdict verdict) {
    var candidates = IntStream.range(0, size)
        .mapToObj(i -> new Plan.Planned(
            new Candidate("k" + i, List.of(new Reason(Arm.PATTERN, 1, "")), 1, 1, 1, 1, true),
            verdict))
        .toList();
    var plan = new Plan(
        Strategy.FULL,
        0,
        new Plan.BudgetView(0, 0, 0, 0, 0),
        new Plan.MemoryView(0, 0, 0),
        candidates,
        List.of());
    return new Course("full", plan, new Questions(List.of(), List.of(), "m"), Optional.empty());
  }

  private static final class FakeTools implements WarmRun.Tools {
    final List<String> loaded = new ArrayList<>();
    final List<String> evicted = new ArrayList<>();
    java.util.function.Predicate<String> failing = key -> false;
    PutOutcome outcome = PutOutcome.stored(1);
    Runnable onLoad = () -> {};
    Runnable onEvict = () -> {};
    long loadMillis;
    int atOnce;
    int peak;
    Vertx vertx;

    @Override
    public Future<Fetched> load(Candidate candidate, Questions questions) {
      loaded.add(candidate.key());
      onLoad.run();
      peak = Math.max(peak, ++atOnce);
      Future<?> took = loadMillis == 0
          ? Future.succeededFuture()
          : vertx.timer(loadMillis, TimeUnit.MILLISECONDS);
      return took.compose(any -> {
        atOnce--;
        return failing.test(candidate.key())
            ? Future.failedFuture(Questions.unknown())
            : Future.succeededFuture(new Fetched(Buffer.buffer("1"), 0, 0, 1));
      });
    }

    @Override
    public Future<PutOutcome> store(Candidate candidate, Fetched fetched) {
      return Future.succeededFuture(outcome);
    }

    @Override
    public void flush() {}

    @Override
    public Future<Void> evict(List<String> keys) {
      onEvict.run();
      evicted.addAll(keys);
      return Future.succeededFuture();
    }

    @Override
    public void warmed(String key, Arm arm) {}

    @Override
    public void failed(String key, WarmFailure why) {}

    @Override
    public void skipped(Verdict verdict) {}

    @Override
    public long memoryUsed() {
      return 0;
    }
  }
}
