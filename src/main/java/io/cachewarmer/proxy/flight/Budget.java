package io.cachewarmer.proxy.flight;

/** Bytes that all tapes of a node may hold together for those who join later. One event loop. */
public final class Budget {

  private final long most;
  private long held;

  public Budget(long most) {
    this.most = most;
  }

  boolean take(long bytes) {
    if (held + bytes > most) {
      return false;
    }
    held += bytes;
    return true;
  }

  void give(long bytes) {
    held -= bytes;
  }

  public long held() {
    return held;
  }
}
