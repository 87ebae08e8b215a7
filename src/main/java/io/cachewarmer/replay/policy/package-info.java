/**
 * Who decides what is in the cache: loading on demand in three orders of eviction, one that knows
 * the future, and the way in for those that learn.
 *
 * <p>In: accesses, and the passing of time. Out: warms and evictions. A policy keeps its own books;
 * the simulator does not believe them. Belady's rule: IBM Systems Journal 5 (1966).
 */
@NullMarked
package io.cachewarmer.replay.policy;

import org.jspecify.annotations.NullMarked;
