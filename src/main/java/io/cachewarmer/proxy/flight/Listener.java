package io.cachewarmer.proxy.flight;

/** Somebody who hears the pieces of an answer. */
public interface Listener {

  /** Takes the next piece; false when it had better not be given more before it asks. */
  boolean take(Piece piece);

  /** That was the last piece. */
  void ended();

  /** There is no more, though there should be. */
  void broken(Throwable cause);
}
