/**
 * What a replay shows: a table for people, JSON and CSV for programs, the decisions taken, a chart
 * of the hit ratio by day.
 *
 * <p>In: outcomes. Out: text, the same for the same outcome to the byte. Decides nothing and counts
 * nothing anew.
 */
@NullMarked
package io.cachewarmer.replay.report;

import org.jspecify.annotations.NullMarked;
