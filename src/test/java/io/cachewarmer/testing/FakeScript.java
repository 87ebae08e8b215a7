package io.cachewarmer.testing;

/**
 * How a {@link FakeOllama} answers.
 *
 * @param words length of the answer
 * @param cutAfter bytes after which the connection breaks
 */
public record FakeScript(
    long headMillis,
    long betweenMillis,
    int words,
    Failure failure,
    int status,
    int retryAfter,
    int cutAfter) {

  /** What goes wrong in an answer whose status is 200. */
  public enum Failure {
    NONE,
    HANG_BEFORE_HEAD,
    HANG_MIDWAY,
    CUT,
    ERROR_LINE,
    NOT_DONE,
    LENGTH,
    EMPTY,
    GARBAGE,
    ENDLESS
  }

  public static FakeScript well() {
    return new FakeScript(0, 0, 8, Failure.NONE, 200, 0, 0);
  }

  public FakeScript after(long millis) {
    return new FakeScript(millis, betweenMillis, words, failure, status, retryAfter, cutAfter);
  }

  public FakeScript every(long millis) {
    return new FakeScript(headMillis, millis, words, failure, status, retryAfter, cutAfter);
  }

  public FakeScript words(int number) {
    return new FakeScript(headMillis, betweenMillis, number, failure, status, retryAfter, cutAfter);
  }

  public FakeScript failing(Failure how) {
    return new FakeScript(headMillis, betweenMillis, words, how, status, retryAfter, cutAfter);
  }

  public FakeScript status(int code, int seconds) {
    return new FakeScript(headMillis, betweenMillis, words, failure, code, seconds, cutAfter);
  }

  public FakeScript cutAfter(int bytes) {
    return new FakeScript(headMillis, betweenMillis, words, Failure.CUT, status, retryAfter, bytes);
  }
}
