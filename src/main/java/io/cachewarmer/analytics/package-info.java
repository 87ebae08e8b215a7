/**
 * The only writer of what is learned. In: recorded events, questions about demand. Out: answers,
 * journal batches and saves for persistence, what was heard for everybody.
 *
 * <p>An event is journalled, then learned, then acknowledged, one batch after the other; what the
 * journal refuses is not learned. Never: learning itself (that is {@code popularity}), disk, HTTP.
 */
package io.cachewarmer.analytics;
