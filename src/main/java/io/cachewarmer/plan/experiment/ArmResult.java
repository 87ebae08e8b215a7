package io.cachewarmer.plan.experiment;

import io.cachewarmer.forecast.Arm;

/**
 * What one strategy was good for lately.
 *
 * @param warms that it brought about
 * @param hits of them that answered somebody before they ended
 * @param heldOut warms that it would have brought about, of keys that are held out
 * @param heldOutHits of those keys that were answered from the cache all the same
 * @param lift hits gained by a warm: hits a warm less hits a key held out
 * @param deviation standard deviation of the lift
 * @param loadMillis spent on its warms
 * @param share of its proposals that it is given
 */
public record ArmResult(
    Arm arm,
    double warms,
    double hits,
    double heldOut,
    double heldOutHits,
    double lift,
    double deviation,
    double loadMillis,
    double share) {}
