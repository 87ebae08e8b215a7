/**
 * The heap in front of a store that nodes share. In: reads, and news of what was deleted anywhere. Out: the
 * same values, at most a moment late.
 */
@NullMarked
package io.cachewarmer.cache.near;

import org.jspecify.annotations.NullMarked;
