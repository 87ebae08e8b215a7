/**
 * When is it time to warm? In: the clock, the interval, the cron schedules and their zone. Out: requests to
 * warm, over the bus.
 *
 * <p>Local times follow the wall: one that daylight saving skips fires right after the gap, one that it
 * repeats fires once, and what was missed while the process was down is not caught up. Must never know what
 * a run does, nor start one where CACHE_WARMING_ENABLED is false.
 */
package io.cachewarmer.scheduling;
