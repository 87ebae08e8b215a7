/**
 * What is a warm worth? A dynamic programme over the time ahead of one item, which knows that a warm also moves the
 * expiry. In: expected accesses. Out: misses saved.
 */
package io.cachewarmer.forecast.value;
