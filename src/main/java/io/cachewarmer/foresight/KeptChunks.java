package io.cachewarmer.foresight;

import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.popularity.ModelChunks.Chunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Which chunks the archive holds, by a hash of each, so that a save writes those alone that changed. What became
 * of a save that failed is not known: its chunks count as changed. Not thread-safe.
 */
final class KeptChunks {

  private static final long UNKNOWN = 0;

  private Map<Integer, Long> kept = new HashMap<>();
  private Map<Integer, Long> exported = Map.of();
  private List<Integer> written = List.of();

  /** They are in the archive, whether they could be read or not. */
  void restored(List<Chunk> chunks, boolean readable) {
    kept = new HashMap<>();
    chunks.forEach(chunk -> kept.put(chunk.id(), readable ? hash(chunk.bytes()) : UNKNOWN));
  }

  ModelChunks changes(List<Chunk> all) {
    var hashes = new HashMap<Integer, Long>();
    var changed = new ArrayList<Chunk>();
    for (var chunk : all) {
      long hash = hash(chunk.bytes());
      hashes.put(chunk.id(), hash);
      if (kept.getOrDefault(chunk.id(), UNKNOWN) != hash) {
        changed.add(chunk);
      }
    }
    var gone = kept.keySet().stream().filter(id -> !hashes.containsKey(id)).toList();
    exported = hashes;
    written = changed.stream().map(Chunk::id).toList();
    return new ModelChunks(changed, gone);
  }

  void saved(boolean succeeded) {
    if (succeeded) {
      kept = new HashMap<>(exported);
    } else {
      written.forEach(id -> kept.put(id, UNKNOWN));
    }
    exported = Map.of();
    written = List.of();
  }

  /** The archive was emptied. */
  void forgotten() {
    kept = new HashMap<>();
  }

  /** Two sums side by side; never the one for what is not known. */
  private static long hash(byte[] bytes) {
    var one = new CRC32C();
    var other = new CRC32();
    one.update(bytes);
    other.update(bytes);
    return (one.getValue() << Integer.SIZE | other.getValue()) + 1;
  }
}
