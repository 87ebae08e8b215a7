package io.cachewarmer.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Header fields on their way through: those of one connection (RFC 9110, 7.6.1) stay behind. */
final class Fields {

  private static final Set<String> HOP = Set.of(
      "connection",
      "keep-alive",
      "proxy-authenticate",
      "proxy-authorization",
      "proxy-connection",
      "te",
      "trailer",
      "transfer-encoding",
      "upgrade",
      "expect",
      "host",
      "accept-encoding");
  private static final String LENGTH = "content-length";

  private Fields() {}

  /**
   * A client's fields as they go upstream, where answers are not to be compressed: they are read here.
   *
   * @param ours whether its token is one of this service and no affair of Ollama's
   */
  static MultiMap upstream(HttpServerRequest request, boolean ours, boolean withLength) {
    var fields = MultiMap.caseInsensitiveMultiMap();
    var dropped = dropped(request.headers());
    request.headers().forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean kept = !dropped.contains(lower)
          && (withLength || !lower.equals(LENGTH))
          && !(ours && lower.equals("authorization"));
      if (kept) {
        fields.add(name, value);
      }
    });
    fields.set(HttpHeaders.ACCEPT_ENCODING, "identity");
    return fields;
  }

  /** Upstream's fields as the client gets them; without a length the answer is chunked. */
  static void downstream(MultiMap from, HttpServerResponse to, boolean withLength) {
    var dropped = dropped(from);
    from.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!dropped.contains(lower) && (withLength || !lower.equals(LENGTH))) {
        to.headers().add(name, value);
      }
    });
  }

  private static Set<String> dropped(MultiMap fields) {
    var dropped = new HashSet<>(HOP);
    for (String value : fields.getAll(HttpHeaders.CONNECTION)) {
      for (String name : value.split(",", -1)) {
        dropped.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    dropped.remove(LENGTH);
    return dropped;
  }
}
