/**
 * One answer under way, for all who wait for it. In: the pieces of an answer as they come from upstream. Out:
 * the same pieces to each listener at its own pace, and the whole for the cache when it is complete.
 *
 * <p>What is kept for those who join later is bounded; beyond it nobody joins any more, the quickest listener
 * sets the pace, and one who falls too far behind is cut off. Belongs to one event loop.
 */
@NullMarked
package io.cachewarmer.proxy.flight;

import org.jspecify.annotations.NullMarked;
