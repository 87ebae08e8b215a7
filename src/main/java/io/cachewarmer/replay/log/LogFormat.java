package io.cachewarmer.replay.log;

import io.cachewarmer.replay.trace.UnusableTrace;
import java.util.Map;
import java.util.Set;

/** What the lines of a log look like. */
public interface LogFormat {

  /**
   * The values of a line by the names of nginx's variables. Fails with a BadLine when it differs.
   */
  Map<String, String> values(String line);

  /** Reads a pattern: nginx's log_format, or {@code json:} and a mapping of roles to members. */
  static LogFormat of(String pattern) {
    return pattern.startsWith("json:")
        ? JsonLines.of(pattern.substring("json:".length()))
        : NginxLines.of(pattern);
  }

  /** Fails unless the variables tell when something was asked for, and what. */
  static void requireEnough(Set<String> variables) {
    if (variables.stream().noneMatch(LogTime.VARIABLES::contains)) {
      throw new UnusableTrace("the pattern needs a time: one of $"
          + String.join(", $", LogTime.VARIABLES) + ", or \"time\" in a json pattern");
    }
    if (variables.stream().noneMatch(Set.of("request", "request_uri", "uri")::contains)) {
      throw new UnusableTrace(
          "the pattern needs what was asked for: $request, $request_uri or $uri, "
              + "or \"uri\" in a json pattern");
    }
  }
}
