/**
 * The port to the time. Whoever needs to know what time it is asks the clock that it was given; only
 * the wiring decides whether that is the machine's or one that replays an old log.
 */
@NullMarked
package io.cachewarmer.clock;

import org.jspecify.annotations.NullMarked;
