package io.cachewarmer.archive;

import io.cachewarmer.popularity.KeyCount;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Access counts that all nodes share. Each node tells what it counted itself, as a state and not as a change, and
 * nobody writes what another told: so telling twice changes nothing, a node that died between counting and telling
 * tells it after its restart, and the sum over the nodes is exact (a state-based counter: Shapiro et al.,
 * "Conflict-free replicated data types", 2011). The counts are forward-decayed (Cormode et al., 2009), and so need
 * not be told again to decay. Never on the path of an acknowledgement. One call of a kind at a time.
 */
public interface SharedCounts {

  /**
   * @param node its name, the same for its life
   * @param accesses counted since its beginning, not decayed
   * @param firstAccessMillis when it began to listen; 0 = it has heard nothing
   * @param counts of the keys that changed
   */
  record Own(String node, long accesses, long firstAccessMillis, List<KeyCount> counts) {}

  /**
   * What another node counted.
   *
   * @param anew whether what it told before no longer holds
   * @param counts of the keys that changed since
   */
  record Other(String node, boolean anew, long firstAccessMillis, List<KeyCount> counts) {}

  /**
   * @param present the names of all other nodes that are known
   * @param more whether more has changed than could be told at once
   */
  record Others(Set<String> present, List<Other> changed, boolean more) {}

  /**
   * Tells the others. When it fails the same or a later state has to be told again.
   *
   * @return whether all that this process told before is there; when not, everything has to be told
   */
  Future<Boolean> tell(Own own);

  /** What the others have told since this was last asked; at first everything. */
  Future<Others> hear(String node);

  /** What this node told is void: it has forgotten everything. */
  Future<Void> forget(String node);

  /** Whether there is anybody to share with. */
  default boolean isShared() {
    return true;
  }

  /** For a node without a shared store. */
  static SharedCounts none() {
    return new SharedCounts() {
      @Override
      public Future<Boolean> tell(Own own) {
        return Future.succeededFuture(true);
      }

      @Override
      public Future<Others> hear(String node) {
        return Future.succeededFuture(new Others(Set.of(), List.of(), false));
      }

      @Override
      public Future<Void> forget(String node) {
        return Future.succeededFuture();
      }

      @Override
      public boolean isShared() {
        return false;
      }
    };
  }
}
