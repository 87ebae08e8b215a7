package io.cachewarmer.archive.sqlite;

import io.cachewarmer.archive.ArchiveUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** The database file with its companions, before it is opened: is it there, is it ours, is it whole? */
record DatabaseFile(Path path) {

  private static final List<String> COMPANIONS = List.of("", "-wal", "-shm", "-journal");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  // SQLite file format 4.1: the first word of a WAL, whose last bit tells the order of checksums.
  private static final int WAL_MAGIC = 0x377F0682;
  private static final int WAL_HEADER = 32;

  DatabaseFile {
    path = path.toAbsolutePath();
  }

  Path wal() {
    return companion("-wal");
  }

  Path lock() {
    return companion(".lock");
  }

  /** Whether there is nothing in it yet, nor in its log. */
  boolean isEmpty() {
    return path.toFile().length() == 0 && walBytes() == 0;
  }

  boolean exists() {
    return Files.exists(path);
  }

  long walBytes() {
    return wal().toFile().length();
  }

  void makeFolder() throws IOException {
    var folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }

  /**
   * Looks at the whole file without writing to it.
   *
   * @return whether it is damaged; a file that is not there is not
   * @throws ArchiveUnavailable when it is not ours to open
   */
  boolean isDamaged() throws IOException, SQLException {
    if (isEmpty()) {
      return false;
    }
    if (path.toFile().length() == 0 || hasForeignWal()) {
      return true;
    }
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(HeldSource.BUSY_MILLIS);
    try (var connection = config.createConnection("jdbc:sqlite:" + path)) {
      Schema.refuseStrangers(connection);
      try (var statement = connection.createStatement();
          var verdict = statement.executeQuery("PRAGMA quick_check(1)")) {
        return !"ok".equals(verdict.getString(1));
      }
    } catch (SQLException failure) {
      if (Failures.isDamage(failure)) {
        return true;
      }
      throw failure;
    }
  }

  /**
   * SQLite takes a log that it does not recognise for an empty one, and would silently forget what
   * was committed there. A header that was never written (short, or all zero) holds nothing.
   */
  private boolean hasForeignWal() throws IOException {
    if (walBytes() < WAL_HEADER) {
      return false;
    }
    var head = ByteBuffer.allocate(WAL_HEADER);
    try (var channel = FileChannel.open(wal(), StandardOpenOption.READ)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // read on: a channel may give less than was asked for
      }
    }
    var unwritten = ByteBuffer.allocate(WAL_HEADER);
    return (head.getInt(0) & ~1) != WAL_MAGIC && !head.rewind().equals(unwritten);
  }

  /** Renames the file and its companions, so that a new one can begin; the new name of the file. */
  String setAside(Instant now) throws IOException {
    var name = path.getFileName() + ".corrupt-" + STAMP.format(now);
    for (var suffix : COMPANIONS) {
      var from = companion(suffix);
      if (Files.exists(from)) {
        Files.move(from, path.resolveSibling(name + suffix));
      }
    }
    return name;
  }

  private Path companion(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
