/**
 * What agents report: an item or an answer that was asked for. Plain immutable data that flows from
 * the door to the learner and into the journal. Never: behaviour, parsing, defaults.
 */
package io.cachewarmer.access;
