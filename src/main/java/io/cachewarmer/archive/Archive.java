package io.cachewarmer.archive;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.Restored;
import io.vertx.core.Future;
import java.util.List;

/**
 * What survives a restart: a journal of recorded events, one row per batch, and a snapshot of what
 * was learned from them. One caller, one call at a time, in order.
 *
 * <p>When {@link #append} succeeds the batch survives {@code kill -9}. {@link #save} and the removal
 * of the journal rows that it covers are one transaction, so that no event is ever counted twice.
 */
public interface Archive {

  /** Opens or creates the store, setting a corrupt one aside; the snapshot and what came after it. */
  Future<Restored> open();

  /** Keeps a batch under its sequence number, which is one more than the last. */
  Future<Void> append(long sequence, List<AccessEvent> events);

  /** Keeps the state and forgets the journal up to {@link LearnedState#coveredUpTo()}. */
  Future<Void> save(LearnedState changes);

  /** Forgets the journal and everything learned. */
  Future<Void> clear();

  /** Succeeds when a batch could be kept now. */
  Future<Void> check();

  Future<Void> close();
}
