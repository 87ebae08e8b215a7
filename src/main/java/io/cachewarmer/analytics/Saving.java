package io.cachewarmer.analytics;

import io.cachewarmer.bus.Message.ModelState;
import io.cachewarmer.bus.Message.Save;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.popularity.Export;
import io.cachewarmer.popularity.Intake;
import io.cachewarmer.popularity.Learner;
import io.cachewarmer.popularity.ModelChunks;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what changed to the archive, which then drops the journal that it covers. A save that fails
 * loses nothing: the journal stays, and the marks of what changed come back for the next one.
 */
final class Saving {

  private static final Logger LOG = LoggerFactory.getLogger(Saving.class);
  private static final int PATTERNS_A_SLICE = 250;
  // Beyond this a restart would be slow, and the journal large.
  private static final long MOST_JOURNALLED = 200_000;

  private final Context context;
  private final EventBus bus;
  private final Intake intake;
  private final Learner learner;
  private final Recording recording;
  private final Teaching teaching;
  private final LearningMetrics metrics;
  private boolean waits;
  private long longBeyond = MOST_JOURNALLED;

  Saving(
      Context context,
      EventBus bus,
      Intake intake,
      Learner learner,
      Recording recording,
      Teaching teaching,
      LearningMetrics metrics) {
    this.context = context;
    this.bus = bus;
    this.intake = intake;
    this.learner = learner;
    this.recording = recording;
    this.teaching = teaching;
    this.metrics = metrics;
  }

  /** When the journal has become long. */
  void saveWhenLong(Turns turns) {
    if (recording.journalled() > longBeyond) {
      saveInTurn(turns);
    }
  }

  /** Unless a save waits already. */
  void saveInTurn(Turns turns) {
    if (!waits) {
      waits = true;
      save(turns).onComplete(over -> {
        waits = false;
        // Not zero after a failure: the next try must not come with each batch.
        longBeyond = recording.journalled() + MOST_JOURNALLED;
      });
    }
  }

  /**
   * Succeeds in any case: a failure is counted, logged, and made good by the next save. The turn is taken only
   * when the model has learned what it was sent, or does not answer: batches do not wait for it.
   */
  Future<Void> save(Turns turns) {
    return teaching.settled().compose(model -> turns.insist(() -> save(model)));
  }

  private Future<Void> save(Optional<ModelState> model) {
    if (!learner.changed() && !model.map(ModelState::changed).orElse(false)) {
      return Future.succeededFuture();
    }
    var export = learner.beginSave();
    var changes = model.isPresent() ? teaching.export() : Future.succeededFuture(ModelChunks.NONE);
    return Slices.through(context, () -> export.nextSlice(PATTERNS_A_SLICE))
        .compose(exported -> changes.otherwise(ModelChunks.NONE))
        .compose(changed -> send(export, changed))
        .transform(sent -> {
          teaching.saved(sent.succeeded() && changes.succeeded());
          if (sent.succeeded()) {
            learner.saveKept(export);
            recording.journalCovered();
          } else {
            learner.saveFailed(export);
            metrics.saveFailed();
            LOG.atError()
                .setCause(sent.cause())
                .log("What was learned could not be saved. The journal still holds it");
          }
          return Future.succeededFuture();
        });
  }

  private Future<?> send(Export export, ModelChunks model) {
    var state = export.state(recording.sequence(), intake.recentIds());
    return Topics.SAVE.request(bus, new Save(state.with(model)));
  }
}
