/**
 * The wire to Redis: one held, pipelined connection per link, which comes back by itself and refuses at once while Redis is
 * away.
 *
 * <p>In: commands. Out: one reply to each, failures named by kind. It knows nothing of keys' meaning: what is stored is the
 * business of the adapters that send through it. It never sends a command twice, never waits beyond its deadline, and never
 * holds more than one socket per link, however often a handshake fails. Only commands of Redis 6.2.
 */
package io.cachewarmer.redis;
