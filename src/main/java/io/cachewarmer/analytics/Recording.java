package io.cachewarmer.analytics;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.bus.Message.Append;
import io.cachewarmer.bus.Message.Heard;
import io.cachewarmer.bus.Message.Recorded;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.popularity.Intake;
import io.cachewarmer.popularity.Intake.Sifted;
import io.cachewarmer.popularity.Learner;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch at a time: sift, journal, and only then learn, tell and acknowledge. When the journal
 * refuses, nothing has happened: the ids are forgotten too, so that the same post may come again.
 */
final class Recording {

  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
  private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

  private final EventBus bus;
  private final Clock clock;
  private final Intake intake;
  private final Learner learner;
  private final CountSharing sharing;
  private final Teaching teaching;
  private final Exchange exchange;
  private final LearningMetrics metrics;
  private long sequence;
  private long journalled;
  private boolean failedBefore;
  private long lastLogTicks;

  Recording(
      EventBus bus,
      Clock clock,
      Intake intake,
      Learner learner,
      CountSharing sharing,
      Teaching teaching,
      Exchange exchange,
      LearningMetrics metrics) {
    this.bus = bus;
    this.clock = clock;
    this.intake = intake;
    this.learner = learner;
    this.sharing = sharing;
    this.teaching = teaching;
    this.exchange = exchange;
    this.metrics = metrics;
  }

  /** Events that were sampled out count as counted: those that remain weigh for them. */
  Future<Recorded> record(List<AccessEvent> events) {
    var sifted = intake.sift(events, clock.millis());
    var answer = new Recorded(events.size() - sifted.repeated(), sifted.repeated());
    if (sifted.kept().isEmpty()) {
      tell(sifted);
      return Future.succeededFuture(answer);
    }
    long next = sequence + 1;
    return Topics.APPEND
        .request(bus, new Append(next, sifted.kept()))
        .recover(cause -> Future.failedFuture(refused(sifted, cause)))
        .map(kept -> {
          sequence = next;
          learn(sifted.kept());
          tell(sifted);
          return answer;
        });
  }

  /** Learns a batch that the journal already holds. */
  void replay(long batchSequence, List<AccessEvent> events) {
    var sifted = intake.siftReplayed(events, clock.millis());
    learner.learn(sifted.kept(), (key, weight) -> {});
    teaching.replay(sifted.kept());
    sequence = batchSequence;
    journalled += events.size();
    metrics.now(learner);
  }

  /** Goes on after this journal row. */
  void continueAfter(long lastSequence) {
    sequence = lastSequence;
  }

  long sequence() {
    return sequence;
  }

  /** Events in the journal that no save covers. */
  long journalled() {
    return journalled;
  }

  void journalCovered() {
    journalled = 0;
  }

  private void tell(Sifted sifted) {
    metrics.sifted(sifted);
    if (!sifted.fresh().isEmpty()) {
      exchange.counted(sifted.fresh().size());
      Topics.HEARD.publish(bus, new Heard(sifted.fresh()));
    }
  }

  private void learn(List<AccessEvent> events) {
    long before = clock.ticks();
    learner.learn(events, (key, weight) -> sharing.add(key));
    teaching.teach(events);
    journalled += events.size();
    metrics.learned(events.size(), Duration.ofNanos(clock.ticks() - before));
    metrics.now(learner);
  }

  private Refusal refused(Sifted sifted, Throwable cause) {
    intake.forget(sifted);
    metrics.notKept(sifted.kept().size());
    // A disk that is full fails every batch; a line for each would fill it further.
    if (!failedBefore || clock.ticks() - lastLogTicks >= QUIET_NANOS) {
      failedBefore = true;
      lastLogTicks = clock.ticks();
      LOG.atError()
          .addKeyValue("events", sifted.kept().size())
          .setCause(cause)
          .log("Events cannot be kept and are refused");
    }
    var why =
        cause instanceof Refusal refusal ? refusal.getMessage() : "the journal does not answer";
    return new Refusal(Reason.OVERLOADED, "events cannot be kept now: " + why + "; try again");
  }
}
