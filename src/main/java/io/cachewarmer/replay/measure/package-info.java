/**
 * Replays a trace against a policy and counts by the rules of the measure, each in its own words:
 *
 * <ol>
 *   <li>a value loaded at L is fresh at t when L <= t < L + TTL, however often it is read;
 *   <li>a miss and a warm load at once, cost one upstream call each and restart the TTL;
 *   <li>a warm stamped w serves accesses after w only, lies within the trace and names an item
 *     asked for before;
 *   <li>accesses count from index floor(N x warm-up) on, warms from the time of that access on.
 * </ol>
 *
 * <p>Knows nothing of the policy's books, and tells it nothing of the future.
 */
@NullMarked
package io.cachewarmer.replay.measure;

import org.jspecify.annotations.NullMarked;
