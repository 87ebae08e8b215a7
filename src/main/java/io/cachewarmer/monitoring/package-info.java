/**
 * Answers for the service: is it well, and what was warming good for?
 *
 * <p>In: accesses heard, keys warmed, runs ended, and the answers of the dependencies. Out: health,
 * outcome, their gauges, and a log line per run and per change of a dependency. Never asks a dependency
 * more often because somebody asks for health more often.
 */
package io.cachewarmer.monitoring;
