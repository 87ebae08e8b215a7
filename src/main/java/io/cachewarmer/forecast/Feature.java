package io.cachewarmer.forecast;

/** One number that a forecast rests on, with a sentence for people. */
public record Feature(String name, double value, String detail) {}
