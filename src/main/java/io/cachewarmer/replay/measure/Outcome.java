package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.policy.Reliability;
import java.util.BitSet;
import java.util.List;

/**
 * What a replay counted.
 *
 * @param evaluated accesses that count
 * @param hits of those, served by a fresh value
 * @param staleServed of the hits, served by a value as old as its TTL or older
 * @param warms that count
 * @param useful of those, read before they expired, were evicted or were loaded again
 * @param hitAt which accesses of the whole trace were hits; not to be changed
 * @param complaints what was spent beyond the budget
 */
public record Outcome(
    int evaluated,
    long hits,
    long staleServed,
    long warms,
    long useful,
    BitSet hitAt,
    List<String> complaints,
    List<Reliability> reliability) {}
