package io.cachewarmer.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.archive.Archive;
import io.cachewarmer.archive.ArchiveUnavailable;
import io.cachewarmer.bus.Message.Append;
import io.cachewarmer.bus.Message.CheckArchive;
import io.cachewarmer.bus.Message.Done;
import io.cachewarmer.bus.Message.ForgetJournal;
import io.cachewarmer.bus.Message.OpenArchive;
import io.cachewarmer.bus.Message.Save;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.Restored;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersistenceVerticleTest {

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeArchive archive = new FakeArchive();
  private String deployment = "";

  @BeforeEach
  void deploy() {
    Topics.install(vertx);
    var verticle = new PersistenceVerticle(archive, Clock.system(), new Telemetry(registry));
    deployment = await(vertx.deployVerticle(
        verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void everyRequestReachesTheArchiveAndIsAnswered() {
    var bus = vertx.eventBus();
    assertThat(await(Topics.OPEN_ARCHIVE.request(bus, new OpenArchive())).restored())
        .isEqualTo(archive.restored);
    assertThat(await(append(1))).isEqualTo(Done.DONE);
    assertThat(await(save())).isEqualTo(Done.DONE);
    assertThat(await(Topics.FORGET_JOURNAL.request(bus, new ForgetJournal()))).isEqualTo(Done.DONE);
    assertThat(await(Topics.CHECK_ARCHIVE.request(bus, new CheckArchive()))).isEqualTo(Done.DONE);
    assertThat(archive.calls).containsExactly("open", "append 1", "save", "clear", "check");
  }

  @Test
  void aRequestWaitsForTheOneBeforeItEvenWhenThatFails() {
    archive.saving = Promise.promise();
    var save = save();
    var append = append(1);
    var second = append(2);
    Awaitility.await().until(() -> archive.calls.contains("save"));
    assertThat(append.isComplete()).isFalse();
    assertThat(archive.calls).containsExactly("save");
    archive.saving.fail(new ArchiveUnavailable("The disk is full."));
    await(append);
    await(second);
    assertThat(save.failed()).isTrue();
    assertThat(archive.calls).containsExactly("save", "append 1", "append 2");
  }

  @Test
  void anOutageIsARefusalThatSaysWhyAndAnyOtherFailureIsAFault() {
    archive.failure = new ArchiveUnavailable("The disk is full.");
    assertThatThrownBy(() -> await(append(1))).isInstanceOfSatisfying(Refusal.class, refusal -> {
      assertThat(refusal.reason()).isEqualTo(Refusal.Reason.OVERLOADED);
      assertThat(refusal).hasMessage("The disk is full.");
    });
    archive.failure = new IllegalStateException("a defect");
    assertThatThrownBy(() -> await(append(1))).isNotInstanceOf(Refusal.class);
  }

  @Test
  void whatIsKeptAndWhatFailsIsCounted() {
    await(Topics.OPEN_ARCHIVE.request(vertx.eventBus(), new OpenArchive()));
    await(append(1));
    await(append(2));
    assertThat(registry.get("cache_warmer.journal_rows").gauge().value()).isEqualTo(2);
    assertThat(registry.get("cache_warmer.journal_append").timer().count()).isEqualTo(2);
    await(save());
    assertThat(registry.get("cache_warmer.journal_rows").gauge().value()).isZero();
    archive.failure = new ArchiveUnavailable("The disk is full.");
    assertThatThrownBy(() -> await(append(3))).isInstanceOf(Refusal.class);
    assertThat(registry
            .get("cache_warmer.archive_failures")
            .tag("operation", "append")
            .functionCounter()
            .count())
        .isEqualTo(1);
  }

  @Test
  void stoppingClosesTheArchiveAfterWhatIsUnderWay() {
    archive.saving = Promise.promise();
    save();
    Awaitility.await().until(() -> archive.calls.contains("save"));
    var stopped = vertx.undeploy(deployment);
    assertThat(archive.calls).containsExactly("save");
    archive.saving.complete();
    await(stopped);
    assertThat(archive.calls).containsExactly("save", "close");
  }

  private Future<Done> append(long sequence) {
    return Topics.APPEND.request(vertx.eventBus(), new Append(sequence, List.of()));
  }

  private Future<Done> save() {
    return Topics.SAVE.request(vertx.eventBus(), new Save(LearnedState.empty()));
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException failure) {
      throw (RuntimeException) failure.getCause();
    }
  }

  private static final class FakeArchive implements Archive {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Restored restored = new Restored(LearnedState.empty(), List.of(), "", "n1");
    volatile Promise<Void> saving = completed();
    volatile Throwable failure = new ArchiveUnavailable("not failing");
    private final Throwable healthy = failure;

    @Override
    public Future<Restored> open() {
      return answer("open").map(restored);
    }

    @Override
    public Future<Void> append(long sequence, List<AccessEvent> events) {
      return answer("append " + sequence);
    }

    @Override
    public Future<Void> save(LearnedState changes) {
      return answer("save").compose(called -> saving.future());
    }

    @Override
    public Future<Void> clear() {
      return answer("clear");
    }

    @Override
    public Future<Void> check() {
      return answer("check");
    }

    @Override
    public Future<Void> close() {
      return answer("close");
    }

    private Future<Void> answer(String call) {
      calls.add(call);
      return failure == healthy ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private static Promise<Void> completed() {
      var promise = Promise.<Void>promise();
      promise.complete();
      return promise;
    }
  }
}
