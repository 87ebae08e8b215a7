package io.cachewarmer.http.wire;

/** Bytes of bodies that may be held at once, all connections together. Belongs to one event loop. */
public final class BodyBudget {

  private static final long MOST = 64L << 20;

  private long held;

  boolean take(int bytes) {
    if (held + bytes > MOST) {
      return false;
    }
    held += bytes;
    return true;
  }

  void give(int bytes) {
    held -= bytes;
  }
}
