package io.cachewarmer.archive.sqlite;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.archive.Archive;
import io.cachewarmer.archive.ArchiveUnavailable;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.Restored;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The archive in one SQLite file. Blocks its caller while a batch is committed, so it belongs on a worker;
 * never call it while an earlier call is still pending.
 *
 * <p>After a failure the outcome of a commit may be unknown: the disk may have taken the row and then
 * failed to say so. So the connection is given up, and the next call opens another, at most once a
 * second, and first removes every row from the denied one on. What was denied is not found later,
 * whether the caller then uses the same sequence number again (it replaces) or the next one.
 */
public final class SqliteArchive implements Archive {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteArchive.class);
  private static final long REOPEN_NANOS = Duration.ofSeconds(1).toNanos();

  private final Vertx vertx;
  private final DatabaseFile file;
  private final String synchronous;
  private final Consumer<SQLiteConfig> tuning;
  private final Clock clock;
  private final LongAdder bytesKept;
  private Optional<ProcessLock> lock = Optional.empty();
  private Optional<Writer> writer = Optional.empty();
  private long deniedFrom = Long.MAX_VALUE;
  private long triedAtTicks;

  public SqliteArchive(Vertx vertx, Config.Sqlite config, Clock clock, Telemetry telemetry) {
    this(vertx, config, clock, telemetry, untouched -> {});
  }

  SqliteArchive(
      Vertx vertx,
      Config.Sqlite config,
      Clock clock,
      Telemetry telemetry,
      Consumer<SQLiteConfig> tuning) {
    this.vertx = vertx;
    this.file = new DatabaseFile(config.path());
    this.synchronous = config.synchronous();
    this.clock = clock;
    this.tuning = tuning;
    this.bytesKept = telemetry.counter(Metric.JOURNAL_BYTES);
    telemetry.gauge(Metric.ARCHIVE_LOG_BYTES, file::walBytes);
  }

  @Override
  public Future<Restored> open() {
    if (lock.isPresent()) {
      return Future.failedFuture(new IllegalStateException("The archive is open already."));
    }
    return vertx
        .executeBlocking(this::takeFile)
        .compose(setAside -> connect().compose(opened -> new Loader(opened).load(setAside)))
        .recover(failure -> close().transform(closed -> denied(failure)));
  }

  /** The name of the damaged file that had to make room; empty when all was well. */
  private String takeFile() throws IOException, SQLException {
    file.makeFolder();
    lock = Optional.of(ProcessLock.on(file.lock()));
    if (!file.isDamaged()) {
      return "";
    }
    var name = file.setAside(clock.instant());
    LOG.atError()
        .addKeyValue("file", file.path())
        .addKeyValue("setAsideAs", name)
        .log("The database is damaged. It is set aside and a new one begins");
    return name;
  }

  @Override
  public Future<Void> append(long sequence, List<AccessEvent> events) {
    return use(opened -> {
      try {
        var row = BatchCodec.encode(events);
        opened.append(sequence, row);
        bytesKept.add(row.length);
        return Future.succeededFuture();
      } catch (SQLException failure) {
        deniedFrom = Math.min(deniedFrom, sequence);
        return Future.failedFuture(failure);
      }
    });
  }

  @Override
  public Future<Void> save(LearnedState changes) {
    return use(opened -> SaveTransaction.run(opened, changes))
        .compose(saved -> use(Upkeep::afterSave).otherwise(failure -> {
          // The state is kept all the same; the next save tidies up.
          LOG.atWarn().setCause(failure).log("The database could not be tidied up after a save");
          return null;
        }));
  }

  @Override
  public Future<Void> clear() {
    return use(opened -> opened.atomically(() -> Upkeep.empty(opened)))
        .compose(cleared -> use(Upkeep::afterSave));
  }

  /** Writes for the sake of it: a full disk is not noticed by taking a lock. */
  @Override
  public Future<Void> check() {
    return file.exists()
        ? use(Upkeep::mark)
        : denied(new ArchiveUnavailable("The database file is gone: restart to begin a new one."));
  }

  @Override
  public Future<Void> close() {
    return writer
        .map(opened -> Upkeep.checkpoint(opened).transform(tidied -> abandon()))
        .orElseGet(Future::succeededFuture)
        .onComplete(closed -> releaseLock());
  }

  private void releaseLock() {
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException failure) {
      LOG.atWarn().setCause(failure).log("The lock file could not be closed");
    }
    lock = Optional.empty();
  }

  private <T> Future<T> use(Function<Writer, Future<T>> work) {
    return writer
        .map(Future::succeededFuture)
        .orElseGet(this::reconnect)
        .compose(work)
        .recover(failure -> abandon().transform(closed -> denied(failure)));
  }

  private Future<Writer> reconnect() {
    if (lock.isEmpty()) {
      return Future.failedFuture(new ArchiveUnavailable("The archive is not open."));
    }
    if (clock.ticks() - triedAtTicks < REOPEN_NANOS) {
      return Future.failedFuture(
          new ArchiveUnavailable("The archive failed a moment ago: try again in a second."));
    }
    return connect();
  }

  private Future<Writer> connect() {
    triedAtTicks = clock.ticks();
    return Writer.open(vertx, new HeldSource(file, synchronous, tuning, deniedFrom))
        .onSuccess(opened -> {
          writer = Optional.of(opened);
          deniedFrom = Long.MAX_VALUE;
        });
  }

  private Future<Void> abandon() {
    var left = writer;
    writer = Optional.empty();
    return left.map(Writer::close).orElseGet(Future::succeededFuture);
  }

  private static <T> Future<T> denied(Throwable failure) {
    return Future.failedFuture(Failures.named(failure));
  }
}
