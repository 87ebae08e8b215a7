package io.cachewarmer.monitoring;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.bus.Message.ExperimentResults;
import io.cachewarmer.bus.Message.HeldOut;
import io.cachewarmer.bus.Message.Warmed;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.experiment.Experiments;
import io.cachewarmer.prompt.PromptKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Follows what warming does to keys and what becomes of those held out; tells warming which share of its proposals
 * each strategy deserves.
 */
public final class TrialsVerticle extends VerticleBase {

  private static final long TELL_MILLIS = 60_000;

  private final Clock clock;
  private final Experiments experiments;

  /** @param adapts whether a strategy without lift gets a smaller share */
  public TrialsVerticle(Clock clock, boolean adapts) {
    this.clock = clock;
    experiments = new Experiments(adapts);
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    Topics.WARMED.subscribe(bus, this::follow);
    Topics.HELD_OUT.subscribe(bus, this::follow);
    Topics.HEARD.subscribe(bus, heard -> heard.events().forEach(this::hear));
    Topics.DESCRIBE_EXPERIMENTS.serve(bus, asked -> Future.succeededFuture(results()));
    vertx.setPeriodic(TELL_MILLIS, timer -> Topics.SHARES.publish(bus, results()));
    return Future.succeededFuture();
  }

  private ExperimentResults results() {
    return new ExperimentResults(experiments.results(clock.millis()));
  }

  private void follow(Warmed warmed) {
    for (var key : warmed.keys()) {
      experiments.warmed(
          key.key(), key.arm(), key.atMillis(), key.expiresAtMillis(), key.loadMillis());
    }
  }

  private void follow(HeldOut held) {
    for (var key : held.keys()) {
      experiments.heldOut(key.key(), key.arm(), key.atMillis(), key.untilMillis());
    }
  }

  private void hear(AccessEvent event) {
    if (event instanceof ItemAccess item) {
      experiments.asked(item.key(), item.atMillis(), item.hit());
    } else if (event instanceof PromptAccess asked) {
      experiments.asked(
          PromptKey.of(asked.model(), asked.query()), asked.atMillis(), asked.cached());
    }
  }
}
