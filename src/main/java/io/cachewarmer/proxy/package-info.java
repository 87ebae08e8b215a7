/**
 * The Ollama-compatible door. In: what clients send to Ollama. Out: what Ollama answers, from the cache where
 * it was asked before.
 *
 * <p>Everything passes through as it is but the seven routes that generate. Their answers are looked up by the
 * whole of the question, asked for once for all who wait, handed on as they come and kept only when complete.
 * Warming asks here too, by message, so that one limit holds for both. Never answers what nobody vouches for.
 */
@NullMarked
package io.cachewarmer.proxy;

import org.jspecify.annotations.NullMarked;
