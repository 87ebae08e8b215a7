package io.cachewarmer.bus;

/**
 * A request that was understood and is not served. Crosses the bus by its code and its message, a
 * sentence fit for a client; any other failure is a defect or an outage of ours.
 */
public final class Refusal extends RuntimeException {

  /** What the asker may do about it. */
  public enum Reason {
    INVALID(400),
    UNKNOWN(404),
    BUSY(409),
    BAD_GATEWAY(502),
    OVERLOADED(503),
    GATEWAY_TIMEOUT(504);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    /** The failure code on the bus, and the status at the door. */
    public int code() {
      return code;
    }
  }

  private final Reason reason;

  public Refusal(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Never null: made with a sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public Reason reason() {
    return reason;
  }
}
