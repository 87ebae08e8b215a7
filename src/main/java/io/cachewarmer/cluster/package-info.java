/**
 * A node among others: who is there, whether they can reach this one, and what they have deleted. In:
 * membership and messages of the cluster. Out: what the near cache must drop, news of moved keys, readiness.
 *
 * <p>Messages between nodes may be lost, come late or twice; every one here is harmless then.
 */
@NullMarked
package io.cachewarmer.cluster;

import org.jspecify.annotations.NullMarked;
