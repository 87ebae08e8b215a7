/**
 * Strict JSON (RFC 8259, I-JSON of RFC 7493): well-formed UTF-8 without a byte order mark, no duplicate
 * members, no lone surrogates, finite numbers, at most 32 levels. In: bytes of a body. Out: values, or
 * a sentence fit for the client. Knows nothing of HTTP.
 */
@NullMarked
package io.cachewarmer.http.json;

import org.jspecify.annotations.NullMarked;
