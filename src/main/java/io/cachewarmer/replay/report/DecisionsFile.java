package io.cachewarmer.replay.report;

import io.cachewarmer.replay.policy.Decisions;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decisions as CSV, a row each in order of time. Where memory is limited a third column names what
 * left; a row without an item is an eviction by a miss.
 */
public final class DecisionsFile implements Decisions, Closeable {

  private final BufferedWriter rows;
  private final boolean bounded;

  public DecisionsFile(Path file, boolean bounded) throws IOException {
    this.rows = Files.newBufferedWriter(file);
    this.bounded = bounded;
    rows.write(bounded ? "timestamp_ms,item_id,evicted\n" : "timestamp_ms,item_id\n");
  }

  @Override
  public void warm(String item, long atMillis, Optional<String> evicted) {
    write(atMillis, item, evicted.orElse(""));
  }

  @Override
  public void evict(String item, long atMillis) {
    write(atMillis, "", item);
  }

  private void write(long atMillis, String item, String evicted) {
    try {
      rows.write(atMillis + "," + Csv.field(item));
      rows.write(bounded ? "," + Csv.field(evicted) + "\n" : "\n");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
