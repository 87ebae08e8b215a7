package io.cachewarmer.archive.sqlite;

import io.cachewarmer.archive.ArchiveUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables, by numbered migrations. The number of the last one is the file's {@code user_version};
 * each is one transaction, so that a crash leaves a file of a version and never of one half.
 *
 * <p>No secondary index: every table is written far more often than it is read, which is once, whole.
 */
final class Schema {

  private static final List<List<String>> MIGRATIONS = List.of(
      List.of(
          "CREATE TABLE journal (sequence INTEGER PRIMARY KEY, events BLOB NOT NULL)",
          "CREATE TABLE journal_unreadable"
              + " (sequence INTEGER PRIMARY KEY, events BLOB NOT NULL, reason TEXT NOT NULL)",
          "CREATE TABLE patterns"
              + " (key TEXT PRIMARY KEY, last_access INTEGER NOT NULL, state BLOB NOT NULL)",
          "CREATE TABLE prompts"
              + " (key TEXT PRIMARY KEY, last_access INTEGER NOT NULL, state BLOB NOT NULL)",
          "CREATE TABLE recent_ids (part INTEGER PRIMARY KEY, state BLOB NOT NULL)",
          "CREATE TABLE learned (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"),
      List.of("CREATE TABLE model_chunks (id INTEGER PRIMARY KEY, state BLOB NOT NULL)"));

  private Schema() {}

  static int latest() {
    return MIGRATIONS.size();
  }

  /** Brings the file to the latest version. Reads only when it is there already. */
  static void migrate(Connection connection) throws SQLException {
    refuseStrangers(connection);
    for (int version = version(connection); version < latest(); version++) {
      try (var statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        try {
          for (var step : MIGRATIONS.get(version)) {
            statement.execute(step);
          }
          statement.execute("PRAGMA user_version = " + (version + 1));
          statement.execute("COMMIT");
        } catch (SQLException failure) {
          statement.execute("ROLLBACK");
          throw failure;
        }
      }
    }
  }

  /** Throws {@link ArchiveUnavailable} when the file is a newer program's, or not ours at all. */
  static void refuseStrangers(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > latest()) {
      throw new ArchiveUnavailable("The database was written by a newer release (its version is "
          + version + ", this release knows " + latest()
          + "): start that release again, or give this one another SQLITE_PATH.");
    }
    if (version == 0 && number(connection, "SELECT count(*) FROM sqlite_master") > 0) {
      throw new ArchiveUnavailable("The file at SQLITE_PATH is the database of another program:"
          + " give this one another path.");
    }
  }

  private static int version(Connection connection) throws SQLException {
    return number(connection, "PRAGMA user_version");
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      return result.getInt(1);
    }
  }
}
