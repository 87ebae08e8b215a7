package io.cachewarmer.popularity;

import io.cachewarmer.access.AccessEvent;
import java.util.List;

/**
 * What the archive gives back at start: the last state that was kept, and the batches that were
 * journalled after it, oldest first.
 *
 * @param node names this archive, the same for its life; no other has that name
 * @param setAside name of the corrupt file that was quarantined; empty when all was well
 */
public record Restored(
    LearnedState state, List<JournalBatch> journal, String setAside, String node) {

  public record JournalBatch(long sequence, List<AccessEvent> events) {}
}
