package io.cachewarmer.replay.trace;

/** A line that cannot be used; its reason goes on after "line 7: ". */
public final class BadLine extends RuntimeException {

  private final String reason;

  public BadLine(String reason) {
    // A trace may hold many, and nobody looks at where they were thrown.
    super(reason, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
