/**
 * The built-in origin: a catalogue of groceries. In: a key. Out: the article as JSON text, its price marked
 * as typical, since nobody offers it today.
 *
 * <p>Must never make up a value: what is not in the catalogue is an unknown item.
 */
package io.cachewarmer.origin.catalog;
