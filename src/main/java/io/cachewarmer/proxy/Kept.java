package io.cachewarmer.proxy;

import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.proxy.upstream.Upstream.Ask;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The users' own requests, so that warming can ask what they asked, options and all. The latest for each
 * question, in memory only, bounded in number and bytes.
 */
final class Kept {

  private static final int MOST = 5_000;
  private static final long MOST_BYTES = 16L << 20;
  private static final int LARGEST = 256 << 10;
  private static final float LOAD = 0.75f;

  /** @param ask how it was sent upstream; {@code body} unchanged */
  record Request(PromptRequest asked, Ask ask, Buffer body, String tenant) {}

  private final Map<String, Request> requests = new LinkedHashMap<>(16, LOAD, true);
  private long bytes;

  void keep(String question, Request request) {
    if (request.body().length() > LARGEST) {
      return;
    }
    forget(question);
    requests.put(question, request);
    bytes += request.body().length();
    var oldest = requests.entrySet().iterator();
    while (requests.size() > MOST || bytes > MOST_BYTES) {
      bytes -= oldest.next().getValue().body().length();
      oldest.remove();
    }
  }

  Optional<Request> find(String question) {
    return Optional.ofNullable(requests.get(question));
  }

  private void forget(String question) {
    var gone = requests.remove(question);
    if (gone != null) {
      bytes -= gone.body().length();
    }
  }
}
