/**
 * The settings, each declared once in {@code Settings}: its place in the YAML file, its environment
 * name, its form, its bounds and its default.
 *
 * <p>In: the environment and {@code conf/cache-warmer.yaml}. Out: one immutable {@link
 * io.cachewarmer.config.Config}, or every problem at once. Never reads anything after start, and never
 * ignores a setting that it does not know.
 */
package io.cachewarmer.config;
