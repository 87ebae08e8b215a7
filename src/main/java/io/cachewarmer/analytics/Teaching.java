package io.cachewarmer.analytics;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.bus.Message.AskModel;
import io.cachewarmer.bus.Message.BeginForesight;
import io.cachewarmer.bus.Message.ExportModel;
import io.cachewarmer.bus.Message.ForgetModel;
import io.cachewarmer.bus.Message.ModelSaved;
import io.cachewarmer.bus.Message.ModelState;
import io.cachewarmer.bus.Message.RestoreModel;
import io.cachewarmer.bus.Message.Teach;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the learner that decides at events: what is kept is told to it, in order. Beside the acknowledged
 * path: recording waits for none of this, and a learner that is behind or gone is told less. Of one context.
 */
final class Teaching {

  private static final Logger LOG = LoggerFactory.getLogger(Teaching.class);

  private final EventBus bus;
  private final Exchange exchange;
  private final Allowance allowance;
  private final LongAdder thinned;
  private final AtomicLong outstanding = new AtomicLong();

  Teaching(EventBus bus, Clock clock, Telemetry telemetry, Exchange exchange) {
    this.bus = bus;
    this.exchange = exchange;
    allowance = new Allowance(clock);
    thinned = telemetry.counter(Metric.FORESIGHT_THINNED);
    telemetry.gauge(Metric.FORESIGHT_BACKLOG, outstanding::doubleValue);
  }

  void teach(List<AccessEvent> events) {
    var given = allowance.of(events, outstanding.get());
    thinned.add(events.size() - given.size());
    var named = List.<AccessEvent>copyOf(exchange.named(given));
    send(named);
    exchange.tell(named);
  }

  /** The journal is bounded as it is, and is taught whole: a restart gives what there was. */
  void replay(List<AccessEvent> events) {
    send(List.copyOf(exchange.named(events)));
  }

  void restore(ModelChunks model) {
    Topics.RESTORE_MODEL.request(bus, new RestoreModel(model)).onFailure(this::note);
  }

  void begin() {
    Topics.BEGIN_FORESIGHT.request(bus, new BeginForesight()).onFailure(this::note);
  }

  /** Completes when all is learned that was sent so far; empty when that takes too long. */
  Future<Optional<ModelState>> settled() {
    return Topics.ASK_MODEL
        .request(bus, new AskModel())
        .map(Optional::of)
        .otherwise(Optional.empty());
  }

  /** What changed in the model, by all that was sent so far. */
  Future<ModelChunks> export() {
    return Topics.EXPORT_MODEL.request(bus, new ExportModel()).map(exported -> exported.changes());
  }

  void saved(boolean kept) {
    Topics.MODEL_SAVED.request(bus, new ModelSaved(kept)).onFailure(this::note);
  }

  void forget() {
    Topics.FORGET_MODEL.request(bus, new ForgetModel()).onFailure(this::note);
  }

  private void send(List<AccessEvent> events) {
    int size = events.size();
    if (size > 0) {
      outstanding.addAndGet(size);
      Topics.TEACH
          .request(bus, new Teach(events))
          .onFailure(this::note)
          .onComplete(learned -> outstanding.addAndGet(-size));
    }
  }

  private void note(Throwable cause) {
    LOG.atDebug().setCause(cause).log("The learner did not answer");
  }
}
