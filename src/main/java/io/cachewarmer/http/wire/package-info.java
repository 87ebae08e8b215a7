/**
 * Bounds on connections and bodies: how many, how large, how long. Everything here belongs to one event
 * loop; nothing locks. Vert.x bounds none of these by itself.
 */
@NullMarked
package io.cachewarmer.http.wire;

import org.jspecify.annotations.NullMarked;
