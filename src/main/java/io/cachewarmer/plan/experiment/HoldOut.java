package io.cachewarmer.plan.experiment;

/**
 * The keys that prediction never warms, by their hash: the same on every node and after every restart, and
 * independent of what the key is. Stateless.
 *
 * @param share of all keys, 0 to 1
 */
public record HoldOut(double share) {

  private static final double RANGE = 1L << 32;

  public HoldOut {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share held out must be between 0 and 1: " + share);
    }
  }

  public boolean holds(String key) {
    return Integer.toUnsignedLong(spread(key.hashCode())) < share * RANGE;
  }

  /** String hashes of similar keys are similar; this finalizer is that of MurmurHash3. */
  private static int spread(int hash) {
    int x = hash ^ 0x9E3779B9;
    x = (x ^ (x >>> 16)) * 0x85EBCA6B;
    x = (x ^ (x >>> 13)) * 0xC2B2AE35;
    return x ^ (x >>> 16);
  }
}
