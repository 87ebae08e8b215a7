package io.cachewarmer.replay.measure;

/** A decision that no policy may take; its message says which and why. */
public final class PolicyFault extends RuntimeException {

  PolicyFault(String sentence) {
    super(sentence);
  }
}
