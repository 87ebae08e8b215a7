package io.cachewarmer.http.record;

import io.cachewarmer.http.answer.HttpProblem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/** How the events of a body are laid out, as its headers tell. */
enum Form {
  /** One JSON object, or an array of them. */
  JSON,
  /** An object a line. */
  LINES,
  /** One CloudEvent in structured mode. */
  CLOUD_EVENT,
  /** CloudEvents in batched mode. */
  CLOUD_EVENTS;

  private static final String JSON_TYPE = "application/json";

  /** The form that the headers name; JSON when they name none. Fails with 415. */
  static Form of(MultiMap headers) {
    String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
      throw HttpProblem.of(415, "the body must not be encoded").with("Accept-Encoding", "identity");
    }
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    return type == null || type.equals(JSON_TYPE) ? JSON : named(type);
  }

  private static Form named(String type) {
    var parts = type.split(";", -1);
    var form =
        switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
          case JSON_TYPE -> JSON;
          case "application/x-ndjson", "application/ndjson" -> LINES;
          case "application/cloudevents+json" -> CLOUD_EVENT;
          case "application/cloudevents-batch+json" -> CLOUD_EVENTS;
          default ->
            throw HttpProblem.of(
                415,
                "the content type must be application/json, application/x-ndjson or"
                    + " application/cloudevents-batch+json");
        };
    for (int i = 1; i < parts.length; i++) {
      requireUtf8(parts[i].strip().toLowerCase(Locale.ROOT));
    }
    return form;
  }

  /** Fails unless the type is JSON in UTF-8 or is not given: what commands take. */
  static void requireJson(MultiMap headers) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    var json = type == null || type.split(";", -1)[0].strip().equalsIgnoreCase(JSON_TYPE);
    // The form first would offer types that a command does not take.
    if (!json || of(headers) != JSON) {
      throw HttpProblem.of(415, "the content type must be application/json");
    }
  }

  private static void requireUtf8(String parameter) {
    if (parameter.startsWith("charset=")) {
      String charset =
          parameter.substring("charset=".length()).replace("\"", "").strip();
      if (!charset.equals("utf-8") && !charset.equals("utf8")) {
        throw HttpProblem.of(415, "the character set must be UTF-8");
      }
    }
  }
}
