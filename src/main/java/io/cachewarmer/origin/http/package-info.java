/**
 * An origin behind HTTP. In: a key. Out: the body of a 200 that is strict JSON, or an {@code
 * OriginFailure} that says what may be done about it.
 *
 * <p>The origin's answers are as untrusted as a client's: bounded in time and size, no redirects, strict
 * JSON. A key reaches the URL as one percent-encoded segment and nothing else. Must never retry, join or
 * limit: that is the room {@code warming}.
 */
package io.cachewarmer.origin.http;
