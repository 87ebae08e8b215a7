/**
 * Decides at events what is warmed, within a budget of warms per access that a shadow price keeps, and in a cache of
 * few places who leaves. {@link io.cachewarmer.plan.online.EventPlanner} is the way in; the service and the replay of
 * traces run this same code.
 *
 * <p>In: accesses, loads and the passing of time, in order. Out: decisions. No clock, no dice but its own, no I/O.
 */
package io.cachewarmer.plan.online;
