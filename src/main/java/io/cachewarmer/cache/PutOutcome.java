package io.cachewarmer.cache;

/**
 * What became of one write.
 *
 * @param stored whether the entry was seen in the store after the write
 * @param bytes what it occupies as stored; 0 when it is not
 * @param problem why it is not stored, a sentence; empty when it is
 */
public record PutOutcome(boolean stored, long bytes, String problem) {

  public static PutOutcome stored(long bytes) {
    return new PutOutcome(true, bytes, "");
  }

  public static PutOutcome refused(String problem) {
    return new PutOutcome(false, 0, problem);
  }
}
