/**
 * The one way to the model server, for those who wait and for warming. In: a request and who asks. Out: its
 * answer, piece by piece. Live requests go first, every limit is held, a server that is gone is left alone
 * for a moment, silence ends a call. Belongs to one event loop; never touches the cache.
 */
@NullMarked
package io.cachewarmer.proxy.upstream;

import org.jspecify.annotations.NullMarked;
