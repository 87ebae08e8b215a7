/**
 * Values in this process, bounded by bytes: the whole cache where no Redis is configured, and the reserve where it is gone.
 *
 * <p>In: entries and keys through {@code CacheStore}. Out: values, each until its own expiry, and the truth about every
 * write, for a bounded store may refuse one. Nothing here outlives the process or is seen by another.
 * Eviction is W-TinyLFU (Einziger et al., 2017), so that a flood of keys asked for once does not push out the hot ones.
 */
package io.cachewarmer.cache.heap;
