/**
 * Access counts that all nodes share, in Redis's analytics database: one sorted set of forward-decayed weights (Cormode et
 * al., "Forward decay: a practical time decay model for streaming systems", ICDE 2009) and the landmark that they
 * are relative to.
 *
 * <p>In: counts of one node. Out: a sum over all nodes, in the order of current popularity. Only additions, so that nodes need
 * not agree on anything; never on the path of an acknowledgement; nothing is thrown when Redis is gone.
 */
package io.cachewarmer.archive.redis;
