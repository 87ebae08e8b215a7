/**
 * Does a strategy earn its keep? A small share of keys is never warmed by prediction; what happens to them tells
 * what would have happened without a warm. In: what was decided, what was held out, and demand. Out: the lift of each
 * strategy and the share of its proposals that it deserves.
 */
package io.cachewarmer.plan.experiment;
