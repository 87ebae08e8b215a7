/**
 * What goes back to a client: answers, and problems as {@code application/problem+json} (RFC 9457) with
 * the members of old beside. One mapper decides which failure becomes which status. Never tells a
 * stack, a path or a name from inside.
 */
@NullMarked
package io.cachewarmer.http.answer;

import org.jspecify.annotations.NullMarked;
