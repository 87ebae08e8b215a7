/**
 * Leases in Redis: which node lives, who fires a schedule, who may have a model generate. In: names and
 * lives. Out: leases with a number that only grows.
 *
 * <p>Their keys begin with {@code {prefix}} and the control character U+001F, which no item id may contain:
 * nobody can post an item that is stored in their place.
 */
@NullMarked
package io.cachewarmer.ownership.redis;

import org.jspecify.annotations.NullMarked;
