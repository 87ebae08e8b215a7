package io.cachewarmer.archive.sqlite;

import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.popularity.PromptState;
import io.cachewarmer.popularity.Restored;
import io.cachewarmer.popularity.Restored.JournalBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads everything back, page by page, for one start. Used once. */
final class Loader {

  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
  private static final int STATES_A_PAGE = 5_000;
  // A journal row may be a megabyte.
  private static final int BATCHES_A_PAGE = 100;

  private final Writer writer;
  private final List<PatternState> patterns = new ArrayList<>();
  private final List<PromptState> prompts = new ArrayList<>();
  private final List<SeenId> recentIds = new ArrayList<>();
  private final Map<String, Long> learned = new HashMap<>();
  private final List<JournalBatch> journal = new ArrayList<>();
  private final List<Tuple> unreadable = new ArrayList<>();
  private long last;

  Loader(Writer writer) {
    this.writer = writer;
  }

  Future<Restored> load(String setAside) {
    return writer
        .run("SELECT name, value FROM learned")
        .onSuccess(rows -> rows.forEach(row -> learned.put(row.getString(0), row.getLong(1))))
        .compose(done -> states("patterns", "key", row -> patterns.add(pattern(row))))
        .compose(done -> states("prompts", "key", row -> prompts.add(prompt(row))))
        .compose(done -> states("recent_ids", "part", row -> recentIds.addAll(ids(row))))
        .compose(done -> journal())
        .map(done -> new Restored(state(), List.copyOf(journal), setAside));
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
        List.copyOf(recentIds));
  }

  private long learned(String name) {
    return learned.getOrDefault(name, 0L);
  }

  private Future<Void> states(String table, String key, Consumer<Row> keep) {
    var select = "SELECT rowid, " + key + ", state FROM " + table;
    return pages(select, "rowid", STATES_A_PAGE, -1, row -> {
      try {
        keep.accept(row);
      } catch (Unreadable why) {
        // It stays where it is until it is replaced by what is learned anew.
        LOG.atWarn()
            .addKeyValue("table", table)
            .addKeyValue("reason", why.getMessage())
            .log("A learned state cannot be read and is left out");
      }
    });
  }

  private static PatternState pattern(Row row) {
    return StateCodec.pattern(row.getString(1), bytes(row, 2));
  }

  private static PromptState prompt(Row row) {
    return StateCodec.prompt(row.getString(1), bytes(row, 2));
  }

  private static List<SeenId> ids(Row row) {
    return StateCodec.ids(bytes(row, 2));
  }

  private Future<Void> journal() {
    last = learned(SaveTransaction.COVERED);
    return pages(
            "SELECT sequence, events FROM journal", "sequence", BATCHES_A_PAGE, last, this::batch)
        .compose(done -> setAsideUnreadable());
  }

  private void batch(Row row) {
    long sequence = row.getLong(0);
    if (sequence != last + 1) {
      LOG.atWarn()
          .addKeyValue("after", last)
          .addKeyValue("next", sequence)
          .log("The journal has a gap");
    }
    last = sequence;
    var bytes = bytes(row, 1);
    try {
      journal.add(new JournalBatch(sequence, BatchCodec.decode(bytes)));
    } catch (Unreadable why) {
      LOG.atError()
          .addKeyValue("sequence", sequence)
          .addKeyValue("reason", why.getMessage())
          .log("A journal row cannot be read and is set aside in journal_unreadable");
      unreadable.add(Tuple.of(sequence, bytes, why.getMessage()));
    }
  }

  private Future<Void> setAsideUnreadable() {
    if (unreadable.isEmpty()) {
      return Future.succeededFuture();
    }
    var gone = unreadable.stream().map(row -> Tuple.of(row.getLong(0))).toList();
    return writer.atomically(() -> writer
        .runAll("INSERT OR REPLACE INTO journal_unreadable VALUES (?, ?, ?)", unreadable)
        .compose(done -> writer.runAll("DELETE FROM journal WHERE sequence = ?", gone)));
  }

  /** Hands on the rows whose number is beyond {@code after}, in its order. */
  private Future<Void> pages(
      String select, String number, int size, long after, Consumer<Row> each) {
    var done = Promise.<Void>promise();
    var sql = select + " WHERE " + number + " > ? ORDER BY " + number + " LIMIT " + size;
    nextPage(sql, after, size, each, done);
    return done.future();
  }

  // One promise for all pages: a chain of composed futures, a link a page, would overflow the stack
  // when it completes.
  private void nextPage(String sql, long after, int size, Consumer<Row> each, Promise<Void> done) {
    writer.run(sql, Tuple.of(after)).onFailure(done::fail).onSuccess(rows -> {
      long reached = after;
      try {
        for (var row : rows) {
          each.accept(row);
          reached = row.getLong(0);
        }
      } catch (RuntimeException failure) {
        done.fail(failure);
        return;
      }
      if (rows.size() < size) {
        done.complete();
      } else {
        nextPage(sql, reached, size, each, done);
      }
    });
  }

  private static byte[] bytes(Row row, int column) {
    return row.getBuffer(column).getBytes();
  }
}
