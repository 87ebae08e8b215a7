package io.cachewarmer.cache;

import java.util.Collection;

/** Values that a node keeps near itself, of a store that it shares with others. Callable from any thread. */
public interface NearCache {

  /** Hears what was deleted by this node; an empty collection means everything. */
  @FunctionalInterface
  interface Deletions {
    void deleted(Collection<String> keys);
  }

  /** Where deletions are told from now on. */
  void tell(Deletions listener);

  /** Another node has deleted these. */
  void drop(Collection<String> keys);

  /** Another node has deleted everything, or may have deleted anything. */
  void dropAll();
}
