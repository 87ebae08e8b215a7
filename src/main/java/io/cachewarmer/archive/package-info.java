/**
 * The ports to what outlives a process: the archive of one node, and counts shared by all.
 *
 * <p>Durability lives in the archive's journal and never on the bus. Shared counts are additive and
 * never on the path of an acknowledgement.
 */
@NullMarked
package io.cachewarmer.archive;

import org.jspecify.annotations.NullMarked;
