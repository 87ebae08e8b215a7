package io.cachewarmer.http;

import io.cachewarmer.http.answer.HttpProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters after the question mark; a plus is a space, as forms have it. */
record Query(Map<String, String> parameters) {

  private static final int MOST = 64;

  /** Parses the raw query. Fails with 400 when it is malformed or names a parameter twice. */
  static Query of(@Nullable String raw) {
    var parameters = new HashMap<String, String>();
    if (raw == null || raw.isEmpty()) {
      return new Query(parameters);
    }
    for (String pair : raw.split("&", MOST)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (parameters.put(decode(name), decode(value)) != null) {
        throw HttpProblem.invalid("a parameter of the query is given twice");
      }
    }
    return new Query(parameters);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private static String decode(String part) {
    return Percent.decode(part.replace("+", "%20"), "the query");
  }
}
