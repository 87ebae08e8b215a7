/**
 * What nodes share, in Redis's analytics database: what each of them counted, and what it is asked for; written by
 * itself alone and read by all.
 *
 * <p>In: counts of one node as they stand. Out: those of the others, as far as they changed. The sum over the nodes is
 * exact without any agreement between them. Never on the path of an acknowledgement; what is read is not trusted;
 * nothing is thrown when Redis is gone.
 *
 * <p>Shapiro et al., "Conflict-free replicated data types" (2011); Cormode et al., "Forward decay" (2009).
 */
package io.cachewarmer.archive.redis;
