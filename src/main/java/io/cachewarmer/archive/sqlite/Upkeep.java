package io.cachewarmer.archive.sqlite;

import io.vertx.core.Future;
import java.sql.SQLException;

/** What keeps the file small and proves that it can be written. */
final class Upkeep {

  // Free pages that stay for the journal rows to come; what a burst left beyond them is given back.
  private static final int SPARE_PAGES = 4_096;
  // A save must not become long by tidying up after a huge burst: several saves share it.
  private static final int PAGES_AT_ONCE = 8_192;
  private static final int SHORT_WAIT_MILLIS = 50;

  private Upkeep() {}

  static Future<Void> afterSave(Writer writer) {
    return writer
        .run("PRAGMA freelist_count")
        .compose(rows -> shrink(writer, rows.iterator().next().getLong(0) - SPARE_PAGES))
        .compose(done -> checkpoint(writer));
  }

  /** Past the client, which takes one step of a statement without columns: that frees one page. */
  private static Future<Void> shrink(Writer writer, long pages) {
    if (pages <= 0) {
      return Future.succeededFuture();
    }
    try (var statement = writer.direct().createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(" + Math.min(pages, PAGES_AT_ONCE) + ")");
      return Future.succeededFuture();
    } catch (SQLException failure) {
      return Future.failedFuture(failure);
    }
  }

  /**
   * Moves the log into the database and empties it. A reader that is still looking at old pages is
   * given a moment only: appends wait behind this, and the next checkpoint does it as well.
   */
  static Future<Void> checkpoint(Writer writer) {
    return writer
        .run("PRAGMA busy_timeout = " + SHORT_WAIT_MILLIS)
        .compose(done -> writer.run("PRAGMA wal_checkpoint(TRUNCATE)"))
        .eventually(() -> writer.run("PRAGMA busy_timeout = " + HeldSource.BUSY_MILLIS))
        .mapEmpty();
  }

  /** Writes and commits a row that means nothing. */
  static Future<Void> mark(Writer writer) {
    return writer
        .run("INSERT INTO learned VALUES ('checks', 1)"
            + " ON CONFLICT (name) DO UPDATE SET value = value + 1")
        .mapEmpty();
  }

  /** All but the node's name. */
  static Future<Void> empty(Writer writer) {
    return writer
        .run("DELETE FROM journal")
        .compose(done -> writer.run("DELETE FROM journal_unreadable"))
        .compose(done -> writer.run("DELETE FROM patterns"))
        .compose(done -> writer.run("DELETE FROM prompts"))
        .compose(done -> writer.run("DELETE FROM recent_ids"))
        .compose(done -> writer.run("DELETE FROM learned WHERE name <> '" + Loader.NODE + "'"))
        .compose(done -> writer.run("DELETE FROM model_chunks"))
        .mapEmpty();
  }
}
