package io.cachewarmer.http.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token allows. None contains another. */
public enum Scope {
  READ,
  RECORD,
  CONTROL,
  /** Answers told to {@code POST /record/ollama} are kept. */
  ANSWER_WRITE;

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Scope> named(String label) {
    return Arrays.stream(values()).filter(s -> s.label().equals(label)).findFirst();
  }
}
