/**
 * When do two questions have the same answer? Only when route, model and every character agree: the key
 * is a SHA-256 over canonical JSON (RFC 8785).
 *
 * <p>In: model, question, request bodies. Out: cache keys, and the questions common in any store. Never
 * normalises away a difference, never sees an answer.
 */
package io.cachewarmer.prompt;
