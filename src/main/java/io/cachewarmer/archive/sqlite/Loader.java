package io.cachewarmer.archive.sqlite;

import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.popularity.PromptState;
import io.cachewarmer.popularity.Restored;
import io.cachewarmer.popularity.Restored.JournalBatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything back, for one start; used once. Row by row past the client, which would hold the whole
 * result and takes several times as long: start-up waits for this.
 */
final class Loader {

  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

  /** A name in {@code learned} that is never forgotten. */
  static final String NODE = "node";

  private final Connection connection;
  private final List<PatternState> patterns = new ArrayList<>();
  private final List<PromptState> prompts = new ArrayList<>();
  private final List<SeenId> recentIds = new ArrayList<>();
  private final List<ModelChunks.Chunk> model = new ArrayList<>();
  private final Map<String, Long> learned = new HashMap<>();
  private final List<JournalBatch> journal = new ArrayList<>();
  private final Map<Long, String> unreadable = new HashMap<>();
  private long last;

  Loader(Connection connection) {
    this.connection = connection;
  }

  /** Blocks on the disk. */
  Restored load(String setAside) throws SQLException {
    each("SELECT name, value FROM learned", row -> learned.put(row.getString(1), row.getLong(2)));
    states("patterns", "key", (key, state) -> patterns.add(StateCodec.pattern(key, state)));
    states("prompts", "key", (key, state) -> prompts.add(StateCodec.prompt(key, state)));
    states("recent_ids", "part", (part, state) -> recentIds.addAll(StateCodec.ids(state)));
    each(
        "SELECT id, state FROM model_chunks ORDER BY id",
        row -> model.add(new ModelChunks.Chunk(row.getInt(1), row.getBytes(2))));
    last = learned(SaveTransaction.COVERED);
    each(
        "SELECT sequence, events FROM journal WHERE sequence > " + last + " ORDER BY sequence",
        row -> batch(row.getLong(1), row.getBytes(2)));
    setAsideUnreadable();
    return new Restored(state(), List.copyOf(journal), setAside, node());
  }

  /** Named once for the life of the file, by SQLite's dice: by it others know whose counts they are told. */
  private String node() throws SQLException {
    if (!learned.containsKey(NODE)) {
      try (var statement = connection.createStatement()) {
        statement.execute("INSERT INTO learned VALUES ('" + NODE + "', random())");
      }
      each(
          "SELECT value FROM learned WHERE name = '" + NODE + "'",
          row -> learned.put(NODE, row.getLong(1)));
    }
    return String.format("%016x", learned(NODE));
  }

  private LearnedState state() {
    return new LearnedState(
        learned(SaveTransaction.COVERED),
        learned(SaveTransaction.FIRST_ACCESS),
        learned(SaveTransaction.ACCESSES),
        List.copyOf(patterns),
        List.of(),
        List.copyOf(prompts),
        List.of(),
        List.copyOf(recentIds),
        new ModelChunks(model, List.of()));
  }

  private long learned(String name) {
    return learned.getOrDefault(name, 0L);
  }

  private void states(String table, String key, StateReader reader) throws SQLException {
    each("SELECT " + key + ", state FROM " + table + " ORDER BY rowid", row -> {
      try {
        reader.read(row.getString(1), row.getBytes(2));
      } catch (Unreadable why) {
        // It stays where it is until it is replaced by what is learned anew.
        LOG.atWarn()
            .addKeyValue("table", table)
            .addKeyValue("reason", why.getMessage())
            .log("A learned state cannot be read and is left out");
      }
    });
  }

  private void batch(long sequence, byte[] events) {
    if (sequence != last + 1) {
      LOG.atWarn()
          .addKeyValue("after", last)
          .addKeyValue("next", sequence)
          .log("The journal has a gap");
    }
    last = sequence;
    try {
      journal.add(new JournalBatch(sequence, BatchCodec.decode(events)));
    } catch (Unreadable why) {
      LOG.atError()
          .addKeyValue("sequence", sequence)
          .addKeyValue("reason", why.getMessage())
          .log("A journal row cannot be read and is set aside in journal_unreadable");
      unreadable.put(sequence, String.valueOf(why.getMessage()));
    }
  }

  /** A crash in between leaves the row in both places, and the next start moves it again. */
  private void setAsideUnreadable() throws SQLException {
    var copy = "INSERT OR REPLACE INTO journal_unreadable"
        + " SELECT sequence, events, ? FROM journal WHERE sequence = ?";
    for (var row : unreadable.entrySet()) {
      try (var copying = connection.prepareStatement(copy);
          var removing = connection.prepareStatement("DELETE FROM journal WHERE sequence = ?")) {
        copying.setString(1, row.getValue());
        copying.setLong(2, row.getKey());
        copying.executeUpdate();
        removing.setLong(1, row.getKey());
        removing.executeUpdate();
      }
    }
  }

  private void each(String query, RowReader reader) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private interface StateReader {
    void read(String key, byte[] state);
  }
}
