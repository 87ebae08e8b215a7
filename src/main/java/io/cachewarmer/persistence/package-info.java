/**
 * The one way to the archive: takes batches, states and questions from the bus and serves them in order, on a worker thread.
 *
 * <p>In: {@code Append}, {@code Save}, {@code OpenArchive}, {@code ForgetJournal}, {@code CheckArchive}. Out: {@code Done} once it is kept,
 * or a refusal that tells why not. Must never answer before the archive has.
 */
package io.cachewarmer.persistence;
