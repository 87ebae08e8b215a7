package io.cachewarmer.archive.sqlite;

import io.cachewarmer.archive.ArchiveUnavailable;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of SQLite means for an operator. */
final class Failures {

  private static final int PRIMARY = 0xFF;

  private Failures() {}

  /** What the caller is told. A defect of ours stays what it is. */
  static Throwable named(Throwable cause) {
    boolean outage = cause instanceof SQLException
        || cause instanceof IOException
        || cause instanceof VertxException;
    return outage
        ? new ArchiveUnavailable("The archive cannot be used now: " + reason(cause) + ".", cause)
        : cause;
  }

  /** Whether the file itself is damaged, and not merely out of reach. */
  static boolean isDamage(SQLException cause) {
    var code = codeOf(cause);
    return code == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ
        || primary(code) == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary(code) == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private static String reason(Throwable cause) {
    if (!(cause instanceof SQLException failure)) {
      return "its folder or file cannot be used";
    }
    if (failure.getCause() instanceof NativeLibraryNotFoundException) {
      return "SQLite's native library cannot be loaded, the folder for temporary files must be"
          + " writable and mounted with exec";
    }
    return switch (SQLiteErrorCode.getErrorCode(primary(codeOf(failure)))) {
      case SQLITE_FULL -> "the disk is full, free some space";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds a lock on the database";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> "the database may not be written";
      case SQLITE_CANTOPEN -> "the database cannot be opened, look at its folder's permissions";
      case SQLITE_CORRUPT, SQLITE_NOTADB -> "the database is damaged, a restart sets it aside";
      case SQLITE_IOERR -> "the disk failed";
      default -> "the database refused";
    };
  }

  private static SQLiteErrorCode codeOf(SQLException cause) {
    return cause instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.getErrorCode(cause.getErrorCode());
  }

  private static int primary(SQLiteErrorCode code) {
    return code.code & PRIMARY;
  }
}
