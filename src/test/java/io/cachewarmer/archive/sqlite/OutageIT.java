package io.cachewarmer.archive.sqlite;

import static io.cachewarmer.archive.sqlite.Desk.await;
import static io.cachewarmer.archive.sqlite.States.batch;
import static io.cachewarmer.archive.sqlite.States.covering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.archive.ArchiveUnavailable;
import io.cachewarmer.popularity.Restored.JournalBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is whole but cannot be used for a while. */
class OutageIT {

  @TempDir
  private Path folder;

  private final Desk desk = new Desk();
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("cache-warmer.db");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aFullDiskDeniesBatchesAndOnceThereIsSpaceTheyAreKeptAgain() {
    // The same failure as a full disk's, SQLITE_FULL, at the same place, on every machine.
    var pages = new AtomicInteger(60);
    var archive = desk.archive(file, "full", config -> config.setMaxPageCount(pages.get()));
    await(archive.open());
    var kept = new ArrayList<JournalBatch>();
    var why = fill(archive, kept);
    assertThat(why).hasMessageContaining("disk is full").hasMessageNotContaining(folder.toString());
    int beforeRelief = kept.size();
    assertThat(beforeRelief).isGreaterThan(3);

    pages.set(100_000);
    long again = beforeRelief + 1;
    assertThatThrownBy(() -> await(archive.append(again, batch(again, 5))))
        .isInstanceOf(ArchiveUnavailable.class)
        .hasMessageContaining("try again in a second");
    desk.clock.advance(1_000);
    await(archive.append(again, batch(again, 5)));
    await(archive.check());
    kept.add(new JournalBatch(again, batch(again, 5)));
    await(archive.close());
    assertThat(desk.restored(file).journal()).isEqualTo(kept);
  }

  @Test
  void aDeniedBatchIsNotFoundLaterWhateverNumberTheNextOneHas() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.append(1, batch(1, 2)));
    // The disk takes the row and fails to say so: the denial comes after the row is in.
    Desk.run(
        file,
        "CREATE TRIGGER lies AFTER INSERT ON journal WHEN new.sequence IN (2, 4)"
            + " BEGIN SELECT raise(FAIL, 'disk I/O error'); END");
    assertThatThrownBy(() -> await(archive.append(2, batch(2, 2))))
        .isInstanceOf(ArchiveUnavailable.class);
    assertThat(Desk.number(file, "SELECT count(*) FROM journal")).isEqualTo(2);
    desk.clock.advance(1_000);
    await(archive.append(3, batch(3, 2)));
    assertThatThrownBy(() -> await(archive.append(4, batch(4, 2))))
        .isInstanceOf(ArchiveUnavailable.class);
    Desk.run(file, "DROP TRIGGER lies");
    desk.clock.advance(1_000);
    await(archive.append(4, batch(40, 3)));
    await(archive.close());
    assertThat(desk.restored(file).journal())
        .containsExactly(
            new JournalBatch(1, batch(1, 2)),
            new JournalBatch(3, batch(3, 2)),
            new JournalBatch(4, batch(40, 3)));
  }

  @Test
  void anotherConnectionsLockDeniesBatchesUntilItIsGone() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.append(1, batch(1, 2)));
    try (var other = Desk.connect(file);
        var statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThatThrownBy(() -> await(archive.append(2, batch(2, 2))))
          .isInstanceOf(ArchiveUnavailable.class)
          .hasMessageContaining("another program holds a lock");
      statement.execute("ROLLBACK");
    }
    desk.clock.advance(1_000);
    await(archive.append(2, batch(2, 2)));
    await(archive.save(covering(1)));
    await(archive.close());
    assertThat(desk.restored(file).journal()).containsExactly(new JournalBatch(2, batch(2, 2)));
  }

  @Test
  void aReaderThatStaysDoesNotStopBatchesOrSaves() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.append(1, batch(1, 2)));
    try (var reader = Desk.connect(file);
        var statement = reader.createStatement()) {
      statement.execute("BEGIN");
      statement.executeQuery("SELECT * FROM journal").close();
      await(archive.append(2, batch(2, 2)));
      await(archive.save(covering(2)));
      await(archive.append(3, batch(3, 2)));
    }
    await(archive.close());
    assertThat(desk.restored(file).journal()).containsExactly(new JournalBatch(3, batch(3, 2)));
  }

  @Test
  void aSecondOpenerIsRefusedUntilTheFirstHasClosed() {
    var first = desk.archive(file);
    await(first.open());
    var second = desk.archive(file);
    assertThatThrownBy(() -> await(second.open()))
        .isInstanceOf(ArchiveUnavailable.class)
        .hasMessageContaining("Another cache warmer uses this database");
    await(first.append(1, batch(1, 2)));
    await(first.close());
    assertThat(await(second.open()).journal()).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedAndOpeningMayBeTriedAgain() throws Exception {
    var obstacle = Files.writeString(folder.resolve("data"), "a file where the folder should be");
    var archive = desk.archive(obstacle.resolve("cache-warmer.db"));
    assertThatThrownBy(() -> await(archive.open())).isInstanceOf(ArchiveUnavailable.class);
    assertThatThrownBy(() -> await(archive.append(1, batch(1, 1))))
        .isInstanceOf(ArchiveUnavailable.class)
        .hasMessageContaining("not open");
    Files.delete(obstacle);
    await(archive.open());
    await(archive.append(1, batch(1, 1)));
  }

  private static Throwable fill(SqliteArchive archive, List<JournalBatch> kept) {
    for (long sequence = 1; sequence < 1_000; sequence++) {
      var events = batch(sequence, 100);
      try {
        await(archive.append(sequence, events));
      } catch (ArchiveUnavailable why) {
        return why;
      }
      kept.add(new JournalBatch(sequence, events));
    }
    throw new AssertionError("never full");
  }
}
