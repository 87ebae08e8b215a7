/**
 * Which warms are worth their cost? Proposals are merged and ranked by worth = P(asked within the TTL) x
 * load time saved, then admitted under count, budget and memory. Beside it: the account of what warming
 * holds, what it may spend, how long a value lives, and what it was good for.
 *
 * <p>In: proposals, holdings, limits, accesses. Out: plans and tallies. Never loads, stores or waits;
 * time and randomness are arguments. Prefetching terms as in Mittal, ACM Computing Surveys 49 (2016).
 */
package io.cachewarmer.plan;
