package io.cachewarmer.origin;

import java.time.Duration;

/** Why an origin gave no value. The message is a sentence fit for a client. */
public final class OriginFailure extends RuntimeException {

  /** What a caller may do about it. */
  public enum Kind {
    /** There is no such item; asking again will not help. */
    UNKNOWN_ITEM,
    /** The origin answered late or not at all; worth a retry. */
    TIMEOUT,
    /** The origin failed or could not be reached; worth a retry. */
    UNAVAILABLE,
    /** The origin answered with something that may not be cached: too large, not JSON, a redirect. */
    INVALID_ANSWER
  }

  private final Kind kind;
  private final Duration retryAfter;

  public OriginFailure(Kind kind, String message) {
    this(kind, message, Duration.ZERO);
  }

  public OriginFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = Duration.ZERO;
  }

  public OriginFailure(Kind kind, String message, Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** Never null: made with a sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /** How long the origin asks to be left alone; zero when it did not say. A hint, not bounded here. */
  public Duration retryAfter() {
    return retryAfter;
  }

  public boolean worthRetrying() {
    return kind == Kind.TIMEOUT || kind == Kind.UNAVAILABLE;
  }
}
