/**
 * The door: REST on port 3006. Requests come in, are read strictly, asked for by message, and answered.
 *
 * <p>In: HTTP/1.1. Out: bus messages ({@code bus.Topics}) and reads of the cache port. The recording
 * path stands before the router; all other routes are one line each in {@code Routes}. Errors are
 * problem documents (RFC 9457). Never decides what is warmed, never touches an origin or a database.
 */
@NullMarked
package io.cachewarmer.http;

import org.jspecify.annotations.NullMarked;
