package io.cachewarmer.archive.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The one connection to an open database. After any failure it is closed and another is opened, which
 * rolls back whatever was under way.
 */
final class Writer {

  private static final String APPEND = "INSERT OR REPLACE INTO journal VALUES (?, ?)";

  private final Pool pool;
  private final SqlConnection connection;
  private final PreparedStatement append;

  private Writer(Pool pool, SqlConnection connection, PreparedStatement append) {
    this.pool = pool;
    this.connection = connection;
    this.append = append;
  }

  static Future<Writer> open(Vertx vertx, HeldSource source) {
    // The client brings no pool of its own: this one opens a connection whenever it is asked, so it
    // is
    // asked once, and the connection held.
    var pool = JDBCPool.pool(vertx, source, new PoolOptions().setMaxSize(1));
    return pool.getConnection()
        .compose(connection -> {
          try {
            var append = source.opened().prepareStatement(APPEND);
            return Future.succeededFuture(new Writer(pool, connection, append));
          } catch (SQLException failure) {
            return Future.failedFuture(failure);
          }
        })
        .recover(failure -> pool.close().transform(closed -> Future.failedFuture(failure)));
  }

  /**
   * Commits one row on the calling thread, past the client: its hand-over to another thread and back
   * costs as much as the commit, and commits bound how fast events can be recorded.
   */
  void append(long sequence, byte[] events) throws SQLException {
    append.setLong(1, sequence);
    append.setBytes(2, events);
    append.executeUpdate();
  }

  Future<RowSet<Row>> run(String sql) {
    return connection.query(sql).execute();
  }

  Future<RowSet<Row>> run(String sql, Tuple values) {
    return connection.preparedQuery(sql).execute(values);
  }

  /** Does nothing for no rows, which a prepared batch refuses. */
  Future<Void> runAll(String sql, List<Tuple> rows) {
    return rows.isEmpty()
        ? Future.succeededFuture()
        : connection.preparedQuery(sql).executeBatch(rows).mapEmpty();
  }

  /**
   * All or nothing. The write lock is taken first: one that is taken at the first write of a
   * transaction is refused at once, without waiting, when another connection wrote in between.
   */
  Future<Void> atomically(Supplier<Future<?>> work) {
    return run("BEGIN IMMEDIATE")
        .compose(begun -> work.get())
        .compose(done -> run("COMMIT"))
        .mapEmpty();
  }

  Future<Void> close() {
    return connection.close().eventually(pool::close);
  }
}
