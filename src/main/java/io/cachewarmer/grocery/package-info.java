/**
 * The articles of a store: names, categories, typical prices, meals, and what goes with what.
 *
 * <p>In: lines of a CSV file. Out: an immutable catalogue. Never reads the file itself, never makes up an
 * article; a typical price is an orientation, not an offer.
 */
package io.cachewarmer.grocery;
