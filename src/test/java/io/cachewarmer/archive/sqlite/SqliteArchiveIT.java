package io.cachewarmer.archive.sqlite;

import static io.cachewarmer.archive.sqlite.Desk.await;
import static io.cachewarmer.archive.sqlite.States.batch;
import static io.cachewarmer.archive.sqlite.States.covering;
import static io.cachewarmer.archive.sqlite.States.pattern;
import static io.cachewarmer.archive.sqlite.States.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.Restored;
import io.cachewarmer.popularity.Restored.JournalBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteArchiveIT {

  @TempDir
  private Path folder;

  private final Desk desk = new Desk();
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("data/deep/cache-warmer.db");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aNewFileInANewFolderIsEmpty() {
    var restored = desk.restored(file);
    assertThat(restored)
        .isEqualTo(new Restored(LearnedState.empty(), List.of(), "", restored.node()));
    assertThat(file).exists();
  }

  @Test
  void anArchiveKeepsItsNameThroughRestartsAndForgettingAndNoOtherHasIt() {
    var name = desk.restored(file).node();
    assertThat(name).matches("[0-9a-f]{16}");
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.clear());
    await(archive.close());
    assertThat(desk.restored(file).node()).isEqualTo(name);
    assertThat(desk.restored(folder.resolve("other.db")).node()).isNotEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "full"})
  void everyAcknowledgedBatchIsThereOnceWhereverTheProcessIsKilled(String synchronous)
      throws Exception {
    var archive = desk.archive(file, synchronous, untouched -> {});
    await(archive.open());
    for (int sequence = 1; sequence <= 40; sequence++) {
      await(archive.append(sequence, batch(sequence, sequence)));
      if (sequence % 15 == 0) {
        await(archive.save(covering(sequence - 2, pattern("grocery:milk", sequence))));
      }
      var killed = Desk.copy(file, folder.resolve("killed-" + sequence + ".db"));
      var restored = desk.restored(killed);
      long covered = restored.state().coveredUpTo();
      assertThat(covered).isEqualTo(sequence < 15 ? 0 : sequence < 30 ? 13 : 28);
      assertThat(restored.journal())
          .isEqualTo(LongStream.rangeClosed(covered + 1, sequence)
              .mapToObj(each -> new JournalBatch(each, batch(each, (int) each)))
              .toList());
    }
  }

  @Test
  void aJournalOfManyPagesComesBackInOrder() {
    var archive = desk.archive(file);
    await(archive.open());
    LongStream.rangeClosed(1, 1_234).forEach(each -> await(archive.append(each, batch(each, 3))));
    await(archive.close());
    assertThat(desk.restored(file).journal())
        .extracting(JournalBatch::sequence)
        .isEqualTo(LongStream.rangeClosed(1, 1_234).boxed().toList());
  }

  @Test
  void aSaveKeepsTheStateAndForgetsTheJournalThatItCovers() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    LongStream.rangeClosed(1, 5).forEach(each -> await(archive.append(each, batch(each, 2))));
    var ids = List.of(new SeenId(Long.MIN_VALUE, 1), new SeenId(3, 2), new SeenId(3, 2));
    var first = new LearnedState(
        4,
        77,
        8,
        List.of(pattern("a", 1), pattern("b", 2)),
        List.of(),
        List.of(prompt("llm:1"), prompt("llm:2")),
        List.of(),
        ids);
    await(archive.save(first));
    var second = new LearnedState(
        4,
        77,
        9,
        List.of(pattern("b", 3), pattern("c", 4)),
        List.of("a", "never there"),
        List.of(),
        List.of("llm:1"),
        ids.subList(0, 1));
    await(archive.save(second));
    await(archive.close());

    var restored = desk.restored(file);
    assertThat(restored.journal()).containsExactly(new JournalBatch(5, batch(5, 2)));
    var state = restored.state();
    assertThat(List.of(state.coveredUpTo(), state.firstAccessMillis(), state.accesses()))
        .containsExactly(4L, 77L, 9L);
    assertThat(state.patterns())
        .extracting(States::withoutProfile)
        .containsExactlyInAnyOrder(
            States.withoutProfile(pattern("b", 3)), States.withoutProfile(pattern("c", 4)));
    assertThat(state.patterns().get(0).profile().toArray())
        .isEqualTo(pattern("b", 3).profile().toArray());
    assertThat(state.prompts()).extracting(p -> p.pattern().key()).containsExactly("llm:2");
    assertThat(state.recentIds()).isEqualTo(ids.subList(0, 1));
    assertThat(Desk.number(file, "SELECT count(*) FROM journal")).isOne();
  }

  @Test
  void aSaveThatFailsHalfwayChangesNothing() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.append(1, batch(1, 2)));
    await(archive.save(covering(1, pattern("old", 1))));
    await(archive.append(2, batch(2, 2)));
    Desk.run(
        file, "CREATE TRIGGER fails BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'no'); END");
    assertThat(archive.save(covering(2, pattern("new", 1))).transform(done -> {
          assertThat(done.failed()).isTrue();
          return io.vertx.core.Future.succeededFuture();
        }))
        .satisfies(Desk::await);
    var killed = Desk.copy(file, folder.resolve("killed.db"));
    Desk.run(killed, "DROP TRIGGER fails");
    var restored = desk.restored(killed);
    assertThat(restored.state().patterns()).extracting(p -> p.key()).containsExactly("old");
    assertThat(restored.journal()).extracting(JournalBatch::sequence).containsExactly(2L);
  }

  @Test
  void manyRecentIdsKeepTheirOrder() {
    var ids = IntStream.range(0, 120_001).mapToObj(i -> new SeenId(-i, i)).toList();
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.save(new LearnedState(0, 0, 0, List.of(), List.of(), List.of(), List.of(), ids)));
    await(archive.close());
    assertThat(desk.restored(file).state().recentIds()).isEqualTo(ids);
  }

  @Test
  void clearForgetsEverythingAndTheArchiveGoesOn() {
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.append(1, batch(1, 2)));
    await(archive.save(covering(1, pattern("a", 1))));
    await(archive.append(2, batch(2, 2)));
    await(archive.clear());
    await(archive.append(3, batch(3, 2)));
    await(archive.close());
    var restored = desk.restored(file);
    assertThat(restored.state()).isEqualTo(LearnedState.empty());
    assertThat(restored.journal()).extracting(JournalBatch::sequence).containsExactly(3L);
  }

  @Test
  void anUnreadableRowIsSetAsideAndTheOthersAreRead() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    LongStream.of(1, 2, 4).forEach(each -> await(archive.append(each, batch(each, 2))));
    await(archive.close());
    Desk.run(file, "UPDATE journal SET events = x'0102' WHERE sequence = 2");
    var restored = desk.restored(file);
    assertThat(restored.journal()).extracting(JournalBatch::sequence).containsExactly(1L, 4L);
    assertThat(Desk.number(file, "SELECT count(*) FROM journal WHERE sequence = 2"))
        .isZero();
    assertThat(Desk.number(
            file,
            "SELECT count(*) FROM journal_unreadable WHERE sequence = 2 AND events = x'0102'"))
        .isOne();
  }

  @Test
  void anUnreadablePatternIsLeftOutButNotDeleted() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.save(covering(0, pattern("a", 1), pattern("b", 1))));
    await(archive.close());
    Desk.run(file, "UPDATE patterns SET state = x'00' WHERE key = 'a'");
    assertThat(desk.restored(file).state().patterns())
        .extracting(p -> p.key())
        .containsExactly("b");
    assertThat(Desk.number(file, "SELECT count(*) FROM patterns")).isEqualTo(2);
  }

  @Test
  void theFileShrinksAfterABurst() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    LongStream.rangeClosed(1, 600).forEach(each -> await(archive.append(each, batch(each, 2_000))));
    await(archive.save(covering(0)));
    long burst = Files.size(file);
    await(archive.save(covering(600)));
    assertThat(Files.size(file)).isLessThan(burst).isLessThan(20L << 20);
    assertThat(burst).isGreaterThan(24L << 20);
    assertThat(new DatabaseFile(file).walBytes()).isZero();
  }

  @Test
  void aClosedArchiveLeavesNoLogAndOpensAgain() {
    var archive = desk.archive(file);
    await(archive.open());
    await(archive.append(1, batch(1, 1)));
    await(archive.close());
    await(archive.close());
    assertThat(new DatabaseFile(file).walBytes()).isZero();
    assertThat(await(archive.open()).journal()).hasSize(1);
  }
}
