/**
 * Where values live until they expire: the port, and the stores that are made of other stores.
 *
 * <p>In: entries with a time to live. Out: values with their age, and outcomes that say what was seen stored. A value is
 * never served beyond its time to live, and a store that cannot be asked says so instead of missing. What is behind
 * the port (Redis, this heap) is named by adapters only; which of them serves is decided where the service is wired.
 */
package io.cachewarmer.cache;
