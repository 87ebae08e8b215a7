/**
 * What the service tells about itself: every metric by name, the scrape that shows them, and the form of
 * the log lines.
 *
 * <p>In: counts and durations from the rooms. Out: Prometheus or OpenMetrics text, and log lines without
 * secrets or control characters. Never takes a label from input: the number of series is fixed.
 */
package io.cachewarmer.telemetry;
