/**
 * How likely is a key asked for before a value loaded now would expire? {@link
 * io.cachewarmer.forecast.ArrivalForecast} answers from learned rates and hours; each strategy turns a
 * snapshot of demand into proposals.
 *
 * <p>In: demand snapshots and a moment. Out: proposals with a probability and a sentence. Never decides
 * what is warmed, and knows nothing of caches, limits or the clock.
 */
package io.cachewarmer.forecast;
