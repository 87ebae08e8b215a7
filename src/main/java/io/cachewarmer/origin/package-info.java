/**
 * The port to the slow source of truth behind the cache. An origin answers one request or names why
 * it cannot; limiting, joining and retrying belong to those who ask.
 */
@NullMarked
package io.cachewarmer.origin;

import org.jspecify.annotations.NullMarked;
