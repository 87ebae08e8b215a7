/**
 * Who is here, and what do they go on to ask for? What each user used to ask for, which items meet in sessions, and
 * one logistic regression that makes a probability of both, taught by each session that ends.
 *
 * <p>In: accesses with their session and user. Out: candidates with the probability that the rest of the session asks
 * for them. Bounded in items, neighbours, users and sessions under way.
 */
package io.cachewarmer.forecast.session;
