package io.cachewarmer.popularity;

import java.util.List;

/**
 * The learner of rates and sessions as bytes, cut into numbered pieces; in the order of their numbers they are
 * the whole. On the way to the archive only those that changed, and the numbers of those that are no more.
 */
public record ModelChunks(List<Chunk> chunks, List<Integer> gone) {

  public static final ModelChunks NONE = new ModelChunks(List.of(), List.of());

  public ModelChunks {
    chunks = List.copyOf(chunks);
    gone = List.copyOf(gone);
  }

  /** @param bytes never changed once handed out */
  public record Chunk(
      int id, @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {}
}
