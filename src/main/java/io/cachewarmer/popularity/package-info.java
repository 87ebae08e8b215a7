/**
 * How wanted is a key? The bounded pattern table with admission by a sketch, decayed counts, the
 * profile over the week, related keys, questions, and the importance score.
 *
 * <p>In: recorded accesses. Out: immutable views and snapshots, and the state to save. Never: a
 * clock, I/O, a lock, a guess about the future (that is {@code forecast}).
 *
 * <p>Papers: TinyLFU (Einziger, Friedman, Manes 2017); Forward decay (Cormode et al. 2009).
 */
package io.cachewarmer.popularity;
