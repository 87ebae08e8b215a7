/**
 * How often is each item asked for, at which hours? Decayed counts by the hour of the day, shrunk to those of
 * the category and the store; the weekday's rhythm; the share of demand that an item has lately; and a calibration
 * by what came of earlier expectations.
 *
 * <p>In: accesses in order of time. Out: accesses expected in each step of the time ahead. Arrays with a row an
 * item; nothing is allocated by an access. Knows nothing of sessions, budgets or the clock.
 */
package io.cachewarmer.forecast.rate;
