package io.cachewarmer.persistence;

import io.cachewarmer.archive.Archive;
import io.cachewarmer.archive.ArchiveUnavailable;
import io.cachewarmer.bus.Message.Append;
import io.cachewarmer.bus.Message.CheckArchive;
import io.cachewarmer.bus.Message.Done;
import io.cachewarmer.bus.Message.ForgetJournal;
import io.cachewarmer.bus.Message.OpenArchive;
import io.cachewarmer.bus.Message.Opened;
import io.cachewarmer.bus.Message.Save;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the archive to the bus, one request after the other in the order of their arrival. Deploy it
 * on a worker: the archive blocks on the disk. Closes the archive when it stops.
 */
public final class PersistenceVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(PersistenceVerticle.class);

  private final Archive archive;
  private final Clock clock;
  private final Telemetry telemetry;
  private final LongAdder eventsKept;
  private final AtomicLong rowsSinceSave = new AtomicLong();
  // Confined to this verticle's context, like every field below.
  private Future<?> last = Future.succeededFuture();
  private long failuresInARow;

  public PersistenceVerticle(Archive archive, Clock clock, Telemetry telemetry) {
    this.archive = archive;
    this.clock = clock;
    this.telemetry = telemetry;
    this.eventsKept = telemetry.counter(Metric.JOURNAL_EVENTS);
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    Topics.OPEN_ARCHIVE.serve(bus, request -> inTurn(() -> open(request)));
    Topics.APPEND.serve(bus, request -> inTurn(() -> append(request)));
    Topics.SAVE.serve(bus, request -> inTurn(() -> save(request)));
    Topics.FORGET_JOURNAL.serve(bus, request -> inTurn(() -> forget(request)));
    Topics.CHECK_ARCHIVE.serve(bus, request -> inTurn(() -> check(request)));
    telemetry.gauge(Metric.JOURNAL_ROWS, rowsSinceSave::doubleValue);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return inTurn(archive::close);
  }

  private Future<Opened> open(OpenArchive request) {
    return observed("open", archive.open()).map(restored -> {
      rowsSinceSave.set(restored.journal().size());
      return new Opened(restored);
    });
  }

  private Future<Done> append(Append batch) {
    long before = clock.ticks();
    return observed("append", archive.append(batch.sequence(), batch.events())).map(kept -> {
      telemetry.time(Metric.JOURNAL_APPEND, since(before));
      eventsKept.add(batch.events().size());
      rowsSinceSave.incrementAndGet();
      return Done.DONE;
    });
  }

  private Future<Done> save(Save request) {
    long before = clock.ticks();
    return observed("save", archive.save(request.changes())).map(saved -> {
      telemetry.time(Metric.ARCHIVE_SAVE, since(before));
      rowsSinceSave.set(0);
      return Done.DONE;
    });
  }

  private Future<Done> forget(ForgetJournal request) {
    return observed("forget", archive.clear()).map(cleared -> {
      rowsSinceSave.set(0);
      return Done.DONE;
    });
  }

  private Future<Done> check(CheckArchive request) {
    return observed("check", archive.check()).map(Done.DONE);
  }

  private Duration since(long ticks) {
    return Duration.ofNanos(clock.ticks() - ticks);
  }

  /** Starts when everything before has ended, however it ended. */
  private <T> Future<T> inTurn(Supplier<Future<T>> work) {
    var turn = last.transform(ended -> work.get());
    last = turn;
    return turn;
  }

  /**
   * Counts failures, and tells the first of a row and their end: a full disk fails every batch, and
   * a log line for each would not help it.
   */
  private <T> Future<T> observed(String operation, Future<T> outcome) {
    return outcome.onSuccess(kept -> recovered()).recover(failure -> {
      telemetry.counter(Metric.ARCHIVE_FAILURES, operation).increment();
      if (!(failure instanceof ArchiveUnavailable)) {
        return Future.failedFuture(failure);
      }
      if (failuresInARow++ == 0) {
        LOG.atError()
            .addKeyValue("operation", operation)
            .setCause(failure)
            .log(failure.getMessage());
      }
      return Future.failedFuture(new Refusal(Refusal.Reason.OVERLOADED, failure.getMessage()));
    });
  }

  private void recovered() {
    if (failuresInARow > 0) {
      LOG.atInfo().addKeyValue("failures", failuresInARow).log("The archive works again");
      failuresInARow = 0;
    }
  }
}
