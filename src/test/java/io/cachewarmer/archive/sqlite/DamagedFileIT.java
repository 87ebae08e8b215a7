package io.cachewarmer.archive.sqlite;

import static io.cachewarmer.archive.sqlite.Desk.await;
import static io.cachewarmer.archive.sqlite.States.batch;
import static io.cachewarmer.archive.sqlite.States.covering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.archive.ArchiveUnavailable;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.PatternState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is damaged, or not ours, when the archive opens it or while it is open. */
class DamagedFileIT {

  private static final int PAGE = 4_096;

  @TempDir
  private Path folder;

  private final Desk desk = new Desk();
  private Path file;

  @BeforeEach
  void writeAFile() {
    file = folder.resolve("cache-warmer.db");
    var archive = desk.archive(file);
    await(archive.open());
    var patterns = IntStream.range(0, 500)
        .mapToObj(i -> States.pattern("grocery:" + i, i))
        .toArray(PatternState[]::new);
    await(archive.save(covering(0, patterns)));
    LongStream.rangeClosed(1, 20).forEach(each -> await(archive.append(each, batch(each, 50))));
    await(archive.close());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aBadHeaderIsSetAside() throws IOException {
    overwrite(file, 0, 100);
    assertSetAside();
  }

  @Test
  void aDamagedMiddlePageIsSetAside() throws IOException {
    overwrite(file, Files.size(file) / PAGE / 2 * PAGE, PAGE);
    assertSetAside();
  }

  @Test
  void aTruncatedFileIsSetAside() throws IOException {
    truncate(Files.size(file) / 2 + 100);
    assertSetAside();
  }

  @Test
  void aFileCutWithinItsFirstPageIsSetAside() throws IOException {
    truncate(50);
    assertSetAside();
  }

  @Test
  void aLogOfRandomBytesIsSetAsideWithItsFile() throws IOException {
    var noise = new byte[10 * PAGE];
    new Random(7).nextBytes(noise);
    Files.write(new DatabaseFile(file).wal(), noise);
    var name = assertSetAside();
    assertThat(folder.resolve(name + "-wal")).hasBinaryContent(noise);
  }

  @Test
  void aLogThatWasNeverWrittenIsNoDamage() throws IOException {
    Files.write(new DatabaseFile(file).wal(), new byte[100]);
    assertWhole();
    Files.write(new DatabaseFile(file).wal(), new byte[] {1, 2, 3});
    assertWhole();
  }

  @Test
  void aFileOfANewerReleaseIsRefusedAndNotTouched() throws Exception {
    Desk.run(file, "PRAGMA user_version = 99");
    assertRefused("newer release");
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefusedAndNotTouched() throws Exception {
    Files.delete(file);
    Desk.run(file, "CREATE TABLE theirs (x)");
    assertRefused("another program");
  }

  @Test
  void damageWhileOpenIsReportedByAppendAndCheckAndNothingIsAcknowledged() throws Exception {
    var archive = desk.archive(file);
    await(archive.open());
    overwrite(file, 0, (int) Files.size(file));
    desk.clock.advance(2_000);
    for (long sequence = 21; sequence < 24; sequence++) {
      long next = sequence;
      assertThatThrownBy(() -> {
            await(archive.append(next, batch(next, 50)));
            await(archive.save(covering(next)));
          })
          .isInstanceOf(ArchiveUnavailable.class);
      desk.clock.advance(2_000);
      assertThatThrownBy(() -> await(archive.check()))
          .isInstanceOf(ArchiveUnavailable.class)
          .hasMessageContaining("damaged");
      desk.clock.advance(2_000);
    }
  }

  @Test
  void aFileThatIsGoneIsNoticedByCheck() throws IOException {
    var archive = desk.archive(file);
    await(archive.open());
    Files.delete(file);
    assertThatThrownBy(() -> await(archive.check()))
        .isInstanceOf(ArchiveUnavailable.class)
        .hasMessageContaining("gone");
  }

  private String assertSetAside() throws IOException {
    var before = Files.readAllBytes(file);
    var archive = desk.archive(file);
    var restored = await(archive.open());
    assertThat(restored.state()).isEqualTo(LearnedState.empty());
    assertThat(restored.journal()).isEmpty();
    assertThat(restored.setAside()).matches("cache-warmer\\.db\\.corrupt-\\d{8}T\\d{6}\\.\\d{3}Z");
    assertThat(folder.resolve(restored.setAside())).hasBinaryContent(before);
    await(archive.append(1, batch(1, 3)));
    await(archive.close());
    assertThat(desk.restored(file).journal()).hasSize(1);
    return restored.setAside();
  }

  private void assertWhole() {
    var restored = desk.restored(file);
    assertThat(restored.setAside()).isEmpty();
    assertThat(restored.state().patterns()).hasSize(500);
    assertThat(restored.journal()).hasSize(20);
  }

  private void assertRefused(String why) throws IOException {
    var before = Files.readAllBytes(file);
    assertThatThrownBy(() -> await(desk.archive(file).open()))
        .isInstanceOf(ArchiveUnavailable.class)
        .hasMessageContaining(why);
    assertThat(file).hasBinaryContent(before);
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(f -> f.contains("corrupt"));
    }
  }

  private void truncate(long length) throws IOException {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(length);
    }
  }

  private static void overwrite(Path file, long from, int length) throws IOException {
    var noise = new byte[length];
    Arrays.fill(noise, (byte) 0xA5);
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(from);
      access.write(noise);
    }
  }
}
