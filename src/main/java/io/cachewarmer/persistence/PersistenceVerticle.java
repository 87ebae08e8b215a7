package io.cachewarmer.persistence;

import io.cachewarmer.archive.Archive;
import io.cachewarmer.bus.Message.Append;
import io.cachewarmer.bus.Message.Done;
import io.cachewarmer.bus.Message.Opened;
import io.cachewarmer.bus.Message.Save;
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

/**
 * Serves the archive to the bus, one request after the other in the order of their arrival. Deploy it
 * on a worker: the archive blocks on the disk. Closes the archive when it stops.
 */
public final class PersistenceVerticle extends VerticleBase {

  private final Archive archive;
  private final Clock clock;
  private final Telemetry telemetry;
  private final LongAdder eventsKept;
  private final Denials denials;
  private final AtomicLong rowsSinceSave = new AtomicLong();
  // Confined to this verticle's context, like every field below.
  private Future<?> last = Future.succeededFuture();

  public PersistenceVerticle(Archive archive, Clock clock, Telemetry telemetry) {
    this.archive = archive;
    this.clock = clock;
    this.telemetry = telemetry;
    this.eventsKept = telemetry.counter(Metric.JOURNAL_EVENTS);
    this.denials = new Denials(telemetry);
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    Topics.OPEN_ARCHIVE.serve(bus, request -> inTurn(this::open));
    Topics.APPEND.serve(bus, request -> inTurn(() -> append(request)));
    Topics.SAVE.serve(bus, request -> inTurn(() -> save(request)));
    Topics.FORGET_JOURNAL.serve(bus, request -> inTurn(this::forget));
    Topics.CHECK_ARCHIVE.serve(bus, request -> inTurn(this::check));
    telemetry.gauge(Metric.JOURNAL_ROWS, rowsSinceSave::doubleValue);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return inTurn(archive::close);
  }

  private Future<Opened> open() {
    return denials.observed(Operation.OPEN, archive.open()).map(restored -> {
      rowsSinceSave.set(restored.journal().size());
      return new Opened(restored);
    });
  }

  private Future<Done> append(Append batch) {
    long before = clock.ticks();
    return denials
        .observed(Operation.APPEND, archive.append(batch.sequence(), batch.events()))
        .map(kept -> {
          telemetry.time(Metric.JOURNAL_APPEND, since(before));
          eventsKept.add(batch.events().size());
          rowsSinceSave.incrementAndGet();
          return Done.DONE;
        });
  }

  private Future<Done> save(Save request) {
    long before = clock.ticks();
    return denials.observed(Operation.SAVE, archive.save(request.changes())).map(saved -> {
      telemetry.time(Metric.ARCHIVE_SAVE, since(before));
      rowsSinceSave.set(0);
      return Done.DONE;
    });
  }

  private Future<Done> forget() {
    return denials.observed(Operation.FORGET, archive.clear()).map(cleared -> {
      rowsSinceSave.set(0);
      return Done.DONE;
    });
  }

  private Future<Done> check() {
    return denials.observed(Operation.CHECK, archive.check()).map(Done.DONE);
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
}
