/**
 * The command {@code replay}: how good is warming on a trace or a log of one's own?
 *
 * <p>In: a trace or an access log, a TTL, a budget, a policy. Out: figures by the rules of the
 * measure, and the decisions. Reads no settings and talks to no service. Its closets: {@code trace}
 * and {@code log} read, {@code policy} decides, {@code measure} judges and counts, {@code report}
 * writes.
 */
@NullMarked
package io.cachewarmer.replay;

import org.jspecify.annotations.NullMarked;
