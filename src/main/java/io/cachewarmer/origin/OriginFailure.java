package io.cachewarmer.origin;

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

  public OriginFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public OriginFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public boolean worthRetrying() {
    return kind == Kind.TIMEOUT || kind == Kind.UNAVAILABLE;
  }
}
