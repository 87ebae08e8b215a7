package io.cachewarmer.replay.trace;

/** A file that cannot be replayed; its message is the sentence that says why. */
public final class UnusableTrace extends RuntimeException {

  public UnusableTrace(String sentence) {
    super(sentence);
  }
}
