package io.cachewarmer.archive.sqlite;

import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.popularity.Restored;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/** Opens archives on real files for a test, and closes them after it. */
final class Desk implements AutoCloseable {

  final SettableClock clock = new SettableClock(1_764_000_000_000L);
  private final Vertx vertx = Vertx.vertx();
  private final List<SqliteArchive> opened = new ArrayList<>();

  SqliteArchive archive(Path path) {
    return archive(path, "normal", untouched -> {});
  }

  SqliteArchive archive(Path path, String synchronous, Consumer<SQLiteConfig> tuning) {
    var config = new Config.Sqlite(path, synchronous, java.time.Duration.ofMinutes(1));
    var telemetry = new Telemetry(new SimpleMeterRegistry());
    var archive = new SqliteArchive(vertx, config, clock, telemetry, tuning);
    opened.add(archive);
    return archive;
  }

  /** What an archive finds in that file; the file is closed again. */
  Restored restored(Path path) {
    var archive = archive(path);
    var restored = await(archive.open());
    await(archive.close());
    return restored;
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The files as a kill would leave them: read while the writer still holds them open. */
  static Path copy(Path from, Path to) throws IOException {
    for (var suffix : List.of("", "-wal")) {
      var source = from.resolveSibling(from.getFileName() + suffix);
      if (Files.exists(source)) {
        Files.copy(source, to.resolveSibling(to.getFileName() + suffix));
      }
    }
    return to;
  }

  static Connection connect(Path path) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  static void run(Path path, String sql) throws SQLException {
    try (var connection = connect(path);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static long number(Path path, String sql) throws SQLException {
    try (var connection = connect(path);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      return result.getLong(1);
    }
  }

  @Override
  public void close() {
    opened.forEach(archive -> await(archive.close()));
    await(vertx.close());
  }
}
