package io.cachewarmer.archive.sqlite;

import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.ModelChunks;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a state and forgets the journal that it covers, in one transaction: a crash leaves both as they
 * were, or both as they should be, so that no event is lost or counted twice.
 */
final class SaveTransaction {

  static final String COVERED = "covered_up_to";
  static final String FIRST_ACCESS = "first_access_millis";
  static final String ACCESSES = "accesses";

  private static final int IDS_A_ROW = 50_000;

  private SaveTransaction() {}

  static Future<Void> run(Writer writer, LearnedState changes) {
    var patterns = changes.patterns().stream()
        .map(p -> Tuple.of(p.key(), p.lastAccessMillis(), StateCodec.encode(p)))
        .toList();
    var prompts = changes.prompts().stream()
        .map(p -> Tuple.of(p.pattern().key(), p.pattern().lastAccessMillis(), StateCodec.encode(p)))
        .toList();
    var learned = List.of(
        Tuple.of(COVERED, changes.coveredUpTo()),
        Tuple.of(FIRST_ACCESS, changes.firstAccessMillis()),
        Tuple.of(ACCESSES, changes.accesses()));
    return writer.atomically(() -> writer
        .runAll(upsert("patterns"), patterns)
        .compose(done -> writer.runAll(delete("patterns"), keys(changes.patternsGone())))
        .compose(done -> writer.runAll(upsert("prompts"), prompts))
        .compose(done -> writer.runAll(delete("prompts"), keys(changes.promptsGone())))
        .compose(done -> writer.run("DELETE FROM recent_ids"))
        .compose(
            done -> writer.runAll("INSERT INTO recent_ids VALUES (?, ?)", ids(changes.recentIds())))
        .compose(done -> writer.runAll("INSERT OR REPLACE INTO learned VALUES (?, ?)", learned))
        .compose(done -> writer.runAll(
            "INSERT OR REPLACE INTO model_chunks VALUES (?, ?)", chunks(changes.model())))
        .compose(done -> writer.runAll("DELETE FROM model_chunks WHERE id = ?", gone(changes)))
        .compose(done -> writer.run(
            "DELETE FROM journal WHERE sequence <= ?", Tuple.of(changes.coveredUpTo()))));
  }

  /** Not {@code INSERT OR REPLACE}, which gives a row a new place and its page a hole. */
  private static String upsert(String table) {
    return "INSERT INTO " + table + " VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
        + " last_access = excluded.last_access, state = excluded.state";
  }

  private static String delete(String table) {
    return "DELETE FROM " + table + " WHERE key = ?";
  }

  private static List<Tuple> keys(List<String> keys) {
    return keys.stream().map(Tuple::of).toList();
  }

  private static List<Tuple> chunks(ModelChunks model) {
    return model.chunks().stream()
        .map(chunk -> Tuple.of(chunk.id(), chunk.bytes()))
        .toList();
  }

  private static List<Tuple> gone(LearnedState changes) {
    return changes.model().gone().stream().map(Tuple::of).toList();
  }

  private static List<Tuple> ids(List<SeenId> ids) {
    var rows = new ArrayList<Tuple>();
    for (int from = 0; from < ids.size(); from += IDS_A_ROW) {
      var part = ids.subList(from, Math.min(ids.size(), from + IDS_A_ROW));
      rows.add(Tuple.of((long) rows.size(), StateCodec.encode(part)));
    }
    return rows;
  }
}
