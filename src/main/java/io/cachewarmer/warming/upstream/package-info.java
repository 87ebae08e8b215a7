/**
 * The one way to the origin, shared by live misses and warming. In: a key and who asks. Out: its value and
 * when the request for it was sent.
 *
 * <p>Joins loads of one key, lets live loads go first, holds every limit, retries with back-off, and stops
 * asking an origin that is down. Everything here belongs to one event loop. Must never touch the cache.
 */
package io.cachewarmer.warming.upstream;
