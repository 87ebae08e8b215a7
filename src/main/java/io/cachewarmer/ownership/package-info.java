/**
 * The port that decides who acts for a key or a schedule when several nodes could. Alone, a node owns
 * everything.
 */
@NullMarked
package io.cachewarmer.ownership;

import org.jspecify.annotations.NullMarked;
