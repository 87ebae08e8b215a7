/**
 * The ports that decide who acts for a key or a schedule when several nodes could, and tell which nodes
 * there are. Alone, a node owns everything.
 */
@NullMarked
package io.cachewarmer.ownership;

import org.jspecify.annotations.NullMarked;
