/**
 * Nodes that find each other by Hazelcast: a fixed list or the DNS name of a service, never multicast. A key
 * belongs to the node that owns its Hazelcast partition; no data of ours is kept there but the addresses of
 * the event bus.
 *
 * <p>None of these classes may be loaded by a node that is alone.
 */
@NullMarked
package io.cachewarmer.ownership.hazelcast;

import org.jspecify.annotations.NullMarked;
