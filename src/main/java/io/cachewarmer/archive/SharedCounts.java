package io.cachewarmer.archive;

import io.vertx.core.Future;
import java.util.Map;

/**
 * Access counts shared by all nodes. Additive and forward-decayed (Cormode et al., 2009), so that
 * nodes merge by adding and nobody overwrites another. Never on the path of an acknowledgement.
 */
public interface SharedCounts {

  /** Adds so many accesses of each key, heard around that moment. */
  Future<Void> add(Map<String, Double> accesses, long atMillis);

  Future<Void> clear();

  /** For a node without a shared store. */
  static SharedCounts none() {
    return new SharedCounts() {
      @Override
      public Future<Void> add(Map<String, Double> accesses, long atMillis) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> clear() {
        return Future.succeededFuture();
      }
    };
  }
}
