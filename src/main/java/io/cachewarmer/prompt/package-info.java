/**
 * When do two questions have the same answer? Only when route, model and every character agree: the key
 * is a SHA-256 over canonical JSON (RFC 8785) of the whole request, the model's digest and the tenant.
 *
 * <p>In: model, question, request bodies. Out: cache keys, and the questions common in any store. Never
 * normalises away a difference by itself; what a {@link io.cachewarmer.prompt.Normalisation} takes for
 * the same is an operator's choice. Answers live in {@code answer}, paraphrases in {@code phrase}.
 */
package io.cachewarmer.prompt;
