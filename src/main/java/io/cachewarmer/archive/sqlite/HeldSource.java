package io.cachewarmer.archive.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * Opens the one writer connection, with the file brought to the latest version, and remembers it: an
 * append goes straight to it, everything else through the client that asked for it.
 */
final class HeldSource extends SQLiteDataSource {

  static final int BUSY_MILLIS = 5_000;
  private static final int WAL_LIMIT_BYTES = 16 << 20;
  // A checkpoint waits for the disk: four times SQLite's default makes it rarer, at 16 MB of log.
  private static final int CHECKPOINT_PAGES = 4_000;

  private final DatabaseFile file;
  private final long deniedFrom;
  private volatile Optional<Connection> opened = Optional.empty();

  /**
   * @param synchronous {@code normal} or {@code full}
   * @param tuning a last word on the connection's properties
   * @param deniedFrom journal rows from here on were denied to their sender: they are removed;
   *     {@code Long.MAX_VALUE} = none
   */
  HeldSource(
      DatabaseFile file, String synchronous, Consumer<SQLiteConfig> tuning, long deniedFrom) {
    super(config(synchronous, tuning));
    setUrl("jdbc:sqlite:" + file.path());
    this.file = file;
    this.deniedFrom = deniedFrom;
  }

  /** As connection properties: of several PRAGMAs in one statement only the first runs. */
  private static SQLiteConfig config(String synchronous, Consumer<SQLiteConfig> tuning) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.valueOf(synchronous.toUpperCase(Locale.ROOT)));
    config.setJournalSizeLimit(WAL_LIMIT_BYTES);
    tuning.accept(config);
    return config;
  }

  /** Blocks on the disk, and up to {@link #BUSY_MILLIS} on another connection's lock. */
  @Override
  public Connection getConnection() throws SQLException {
    create();
    var connection = super.getConnection();
    try (var statement = connection.createStatement()) {
      Schema.migrate(connection);
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      if (deniedFrom < Long.MAX_VALUE) {
        statement.execute("DELETE FROM journal WHERE sequence >= " + deniedFrom);
      }
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
    opened = Optional.of(connection);
    return connection;
  }

  /**
   * Makes a new file able to shrink, which SQLite allows only before anything is in it, even the mark
   * of WAL mode. Without this a file keeps for ever the size of its largest burst of journal rows.
   */
  private void create() throws SQLException {
    if (file.isEmpty()) {
      try (var connection = new SQLiteConfig().createConnection(getUrl());
          var statement = connection.createStatement()) {
        statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
        Schema.migrate(connection);
      }
    }
  }

  Connection opened() {
    return opened.orElseThrow();
  }
}
