/**
 * Recorded accesses, in order of time, and how they are read from CSV.
 *
 * <p>In: a file, plain or gzip. Out: an immutable trace in compact arrays, and an account of the
 * lines that could not be used. Never puts lines into another order: a line that goes back in time
 * is a bad one.
 */
@NullMarked
package io.cachewarmer.replay.trace;

import org.jspecify.annotations.NullMarked;
