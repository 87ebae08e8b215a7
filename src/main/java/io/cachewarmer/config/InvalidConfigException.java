package io.cachewarmer.config;

import java.util.List;

/** The settings cannot be used; the message lists every problem, a line each. */
public final class InvalidConfigException extends RuntimeException {

  private final List<String> problems;

  InvalidConfigException(List<String> problems) {
    super("the configuration has %d problem(s):\n  - %s"
        .formatted(problems.size(), String.join("\n  - ", problems)));
    this.problems = List.copyOf(problems);
  }

  /** A sentence each, without secrets. */
  public List<String> problems() {
    return problems;
  }
}
