/**
 * Turns the access log of a web server into a trace: lines of text in nginx's log_format notation,
 * or lines of JSON.
 *
 * <p>In: a file and what its lines mean. Out: the accesses to items, sorted by time. Only GET and
 * HEAD answered with a 2xx count; other lines are passed over, lines that cannot be understood are
 * bad.
 */
@NullMarked
package io.cachewarmer.replay.log;

import org.jspecify.annotations.NullMarked;
