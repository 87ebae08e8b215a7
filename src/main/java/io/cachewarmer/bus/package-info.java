/**
 * The protocol of the verticles: every message, every address, and one codec that hands records over
 * by reference.
 *
 * <p>In and out: immutable records, on topics that never leave the node. The bus is at-most-once:
 * nothing is durable because it was sent. Only this room touches the event bus itself.
 */
@NullMarked
package io.cachewarmer.bus;

import org.jspecify.annotations.NullMarked;
