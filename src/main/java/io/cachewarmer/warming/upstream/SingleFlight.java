package io.cachewarmer.warming.upstream;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Calls under way, by key: whoever asks for a key that is being loaded joins that load, so that a key is
 * never loaded twice at once. Bounded by what may be in flight and waiting upstream.
 */
final class SingleFlight<T> {

  private final Map<String, Future<T>> flights = new HashMap<>();

  /** The call under way for this key, or else this new one. */
  Future<T> join(String key, Supplier<Future<T>> call) {
    var underway = flights.get(key);
    if (underway != null) {
      return underway;
    }
    // Composed, so that a call that throws is a failed one.
    var started = Future.succeededFuture().compose(begin -> call.get());
    if (!started.isComplete()) {
      flights.put(key, started);
      started.onComplete(landed -> flights.remove(key));
    }
    return started;
  }

  boolean has(String key) {
    return flights.containsKey(key);
  }
}
