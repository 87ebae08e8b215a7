/**
 * The archive in one SQLite file: a journal with a row per batch, and the learned state as a row per key.
 *
 * <p>In: batches of events and changed states. Out: all of it again, after a restart. WAL mode, one writer connection held for life,
 * one process at a time. Must never acknowledge what is not committed, and never delete a damaged file or row: those are set aside.
 *
 * <p>SQLite: "Write-Ahead Logging" and "Atomic Commit"; journal and snapshot after Gray and Reuter, Transaction Processing, 1992.
 */
package io.cachewarmer.archive.sqlite;
