/**
 * The hot path: posted accesses become {@code access} events, gather in a natural batch, and are
 * answered once the batch survives a crash. In: one JSON object, an array, NDJSON, CloudEvents 1.0.
 * Out: {@code Topics.RECORD}. No tree is built, no message is sent per event, nothing is dropped in
 * silence.
 */
@NullMarked
package io.cachewarmer.http.record;

import org.jspecify.annotations.NullMarked;
