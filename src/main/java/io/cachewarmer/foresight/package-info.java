/**
 * The learner of rates and sessions at work: it learns from what is recorded and decides, when a value expires, a
 * session begins or an item is asked for, what is warmed.
 *
 * <p>In: batches that the journal holds, news of the cache, questions. Out: decisions for warming, forecasts, the
 * learned state as chunks. On a worker and serial, so that what was sent first is learned first. Never: the
 * thinking itself (that is {@code plan.online} and {@code forecast}), loading, disk.
 */
@NullMarked
package io.cachewarmer.foresight;

import org.jspecify.annotations.NullMarked;
