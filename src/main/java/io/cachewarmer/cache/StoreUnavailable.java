package io.cachewarmer.cache;

/** The store cannot be asked now: not reachable, too slow, or refusing us. */
public final class StoreUnavailable extends RuntimeException {

  public StoreUnavailable(String message) {
    super(message);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
