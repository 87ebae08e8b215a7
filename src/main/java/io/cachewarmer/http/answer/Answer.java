package io.cachewarmer.http.answer;

import io.cachewarmer.http.json.JsonText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole answer: status, headers beside the usual ones, and a body. */
public record Answer(int status, String contentType, Map<String, String> headers, Buffer body) {

  public static final CharSequence NOSNIFF_NAME =
      HttpHeaders.createOptimized("x-content-type-options");
  public static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  public static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  public static Answer json(int status, Object value) {
    return of(status, "application/json", JsonText.of(value));
  }

  public static Answer of(int status, String contentType, Buffer body) {
    return new Answer(status, contentType, Map.of(), body);
  }

  public Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, more, body);
  }

  /** Sends it, unless the client has left or was answered before. */
  public Future<Void> send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(NOSNIFF_NAME, NOSNIFF);
    headers.forEach(response::putHeader);
    if (body.length() > 0) {
      // For HEAD the server would leave it out with the content.
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    return response.end(body);
  }
}
